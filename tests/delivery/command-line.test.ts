// The scripts as the workflows call them, with fakes for the programs that they call.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { projectRoot } from "../../launch/project-root.cjs";
import { CommandError, command } from "../../scripts/delivery/command";

/** Answers by the first argument that it knows, and writes down what it was called with. */
const fakeSes = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const name = require("node:path").basename(process.argv[1]);
const input = args.includes("-") ? readFileSync(0, "utf8") : "";
appendFileSync(process.env.CALLS, JSON.stringify({ name, args, input }) + "\\n");
const answers = JSON.parse(process.env.ANSWERS);
const key = args.find((arg) => arg in answers);
process.stdout.write(key === undefined ? "[]" : answers[key]);
`;

describe("a script that a workflow calls", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-delivery-"));
    for (const name of ["gh", "pulumi"]) {
      writeFileSync(join(folder, name), fakeSes);
      chmodSync(join(folder, name), 0o755);
    }
    copyFileSync(join(projectRoot, "Pulumi.dev.yaml"), join(folder, "Pulumi.dev.yaml"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(script: string, args: readonly string[], answers: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["scripts/run.mjs", `scripts/delivery/${script}`, ...args],
      {
        cwd: projectRoot,
        encoding: "utf8",
        env: {
          ...process.env,
          PATH: [folder, process.env.PATH].join(delimiter),
          CALLS: join(folder, "calls"),
          ANSWERS: JSON.stringify(answers),
          GITHUB_REPOSITORY: "example/backoffice",
          GITHUB_SERVER_URL: "https://github.com",
          GITHUB_RUN_ID: "77",
          GITHUB_SHA: "aaaa",
          GITHUB_REF_NAME: "main",
          HEAD_SHA: "0123456789abcdef",
          PULUMI_SECRETS_PROVIDER: "awskms:///alias/a?region=eu-central-1",
        },
      },
    );
    const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "";
    const parsed: readonly { readonly name: string; readonly args: readonly string[]; readonly input: string }[] = calls
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
    return { status, output: stdout + stderr, calls: parsed };
  }

  it("comments a preview from the files that are there", () => {
    writeFileSync(join(folder, "preview.txt"), "Resources:\n    3 unchanged\n");

    const { status, calls } = run("preview-comment.ts", [
      ...["--stack", "dev", "--pull-request", "12", "--folder", folder, "--outcome", "success"],
    ]);

    expect(status).to.equal(0);
    expect(calls.map(({ name }) => name)).to.deep.equal(["gh", "gh"]);
    expect(JSON.parse(calls[1]?.input ?? "").body).to.contain("<!-- backoffice:preview:dev -->");
    expect(JSON.parse(calls[1]?.input ?? "").body).to.contain("At 0123456789ab. Resources: 3 unchanged.");
  });

  it("opens an issue about drift that leads to the run", () => {
    writeFileSync(join(folder, "drift.txt"), "Resources:\n    ~ 1 to update\n");

    const { status, calls } = run(
      "drift-issue.ts",
      [...["--stack", "prod", "--outcome", "failure", "--report", join(folder, "drift.txt")]],
      {
        "repos/example/backoffice/actions/workflows/deploy.yml/runs?branch=main&per_page=20": '{"workflow_runs": []}',
      },
    );

    expect(status).to.equal(0);
    expect(JSON.parse(calls.at(-1)?.input ?? "").body).to.contain(
      "https://github.com/example/backoffice/actions/runs/77",
    );
  });

  it("refuses a commit that is superseded, and takes the newest", () => {
    const path = "repos/example/backoffice/commits/main";

    expect(run("newest-commit.ts", [], { [path]: "aaaa\n" }).status).to.equal(0);
    const old = run("newest-commit.ts", [], { [path]: "bbbb\n" });
    expect(old.status).to.equal(1);
    expect(old.output).to.contain("aaaa is superseded by bbbb");
  });

  it("writes the settings of a pull request's stack where Pulumi looks for them", () => {
    const { status } = run("ephemeral.ts", ["--folder", folder, "settings", "--pull-request", "987654"]);

    const settings = parse(readFileSync(join(folder, "Pulumi.pr-987654.yaml"), "utf8"));
    expect(status).to.equal(0);
    expect(settings.config["backoffice:environmentSuffix"]).to.equal("pr-987654");
  });

  it("comments a pull request's stack with its outputs, and its end", () => {
    const announced = run("ephemeral.ts", ["announce", "--pull-request", "12"], { output: '{"orders": 1}' });
    const list = JSON.stringify([{ name: "pr-987654" }]);
    const destroyed = run("ephemeral.ts", ["--folder", folder, "destroy", "--pull-request", "987654"], { ls: list });

    expect(announced.status).to.equal(0);
    expect(announced.calls[0]?.args).to.deep.equal(["stack", "output", "--json", "--stack", "pr-12"]);
    expect(JSON.parse(announced.calls[2]?.input ?? "").body).to.contain('{"orders": 1}');
    expect(destroyed.status).to.equal(0);
    expect(destroyed.calls.some(({ args }) => args[0] === "destroy" && args.includes("pr-987654"))).to.equal(true);
    expect(JSON.parse(destroyed.calls.at(-1)?.input ?? "").body).to.contain("`pr-987654` is destroyed.");
  });

  it("fails, and opens an issue, when a sweep leaves something over", () => {
    const list = JSON.stringify([{ name: "pr-987654" }]);

    const { status, output, calls } = run("ephemeral.ts", ["--folder", folder, "sweep"], {
      ls: list,
      "repos/example/backoffice/pulls/987654": "not JSON",
    });

    expect(status).to.equal(1);
    expect(output).to.contain("left over: pr-987654");
    expect(calls.at(-1)?.args).to.include("repos/example/backoffice/issues");
  });

  it("closes that issue when nothing is left over", () => {
    const issue = { id: 1, number: 9, body: "<!-- backoffice:leftovers -->", user: { login: "github-actions[bot]" } };
    const path = "repos/example/backoffice/issues?state=open&labels=leftover";

    const { status, calls } = run("ephemeral.ts", ["--folder", folder, "sweep"], {
      ls: "[]",
      [path]: JSON.stringify([[issue]]),
    });

    expect(status).to.equal(0);
    expect(JSON.parse(calls.at(-1)?.input ?? "")).to.deep.equal({ state: "closed", state_reason: "completed" });
  });

  it("refuses what is not the number of a pull request", () => {
    for (const number of ["0", "12; rm", "-1", "1e3"]) {
      const { status, calls } = run("ephemeral.ts", ["destroy", "--pull-request", number]);
      expect([status, calls.length], number).to.deep.equal([2, 0]);
    }
  });
});

describe("a command", () => {
  it("gets its arguments as they are, without a shell, and its input", async () => {
    const node = command(process.execPath, false);
    const script = "process.stdin.on('data', (d) => console.log(process.argv[1] + d))";

    expect(await node(["-e", script, "$HOME `id`"], "!")).to.equal("$HOME `id`!\n");
  });

  it("fails with its exit code and what it said", async () => {
    const node = command(process.execPath, false);
    const error = await node(["-e", "console.error('no'); process.exit(3)"]).catch((reason: unknown) => reason);

    expect(error).to.be.instanceOf(CommandError).and.to.include({ exitCode: 3, stderr: "no\n" });
  });
});
