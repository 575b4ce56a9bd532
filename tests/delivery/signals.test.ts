// A run that is cancelled: GitHub signals the process that it has started, and no other.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { stepsOf } from "./workflow";

/** Does not end until it is signalled, and writes down by what. */
const waitingPulumi = `#!/usr/bin/env node
const { renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
if (process.argv.includes("ls")) {
  process.stdout.write('[{"name": "pr-987654"}]');
} else {
  // Whole or not at all: half a process id is another process.
  const note = (name, text) => {
    writeFileSync(join(process.env.NOTES, name + ".new"), text);
    renameSync(join(process.env.NOTES, name + ".new"), join(process.env.NOTES, name));
  };
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, () => {
      note("signal", signal);
      process.exit(255);
    });
  setTimeout(() => process.exit(3), 20_000);
  note("started", String(process.pid));
}
`;

describe("a signal to a step", () => {
  let folder = "";
  let step: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-signal-"));
    writeFileSync(join(folder, "pulumi"), waitingPulumi);
    chmodSync(join(folder, "pulumi"), 0o755);
  });

  afterEach(() => {
    const note = join(folder, "started");
    if (step?.exitCode === null) step.kill("SIGKILL");
    try {
      const pid = existsSync(note) ? Number(readFileSync(note, "utf8")) : 0;
      // 0 would be this process's whole group.
      if (pid > 0) process.kill(pid, "SIGKILL");
    } catch (error) {
      // It has ended, as it should.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a step as GitHub does, and comes back when its Pulumi is running. */
  async function start(command: string, args: readonly string[]): Promise<ChildProcess> {
    const started = new Promise<void>((resolve) => {
      const watcher = watch(folder, (_, file) => {
        if (file !== "started") return;
        watcher.close();
        resolve();
      });
    });
    step = spawn(command, [...args], {
      cwd: projectRoot,
      stdio: "ignore",
      env: {
        ...process.env,
        PATH: [folder, process.env.PATH].join(delimiter),
        NOTES: folder,
        RUNNER_TEMP: folder,
        STACK: "dev",
        PULL_REQUEST: "987654",
        GITHUB_SHA: "0123456789abcdef",
        GITHUB_REPOSITORY: "example/backoffice",
        PULUMI_SECRETS_PROVIDER: "awskms:///alias/a?region=eu-central-1",
      },
    });
    await started;
    return step;
  }

  /** A script as GitHub's `shell: bash` runs it. */
  function startScript(script: string): Promise<ChildProcess> {
    const file = join(folder, "step.sh");
    writeFileSync(file, `${script}\n`);
    return start("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file]);
  }

  const heard = () => (existsSync(join(folder, "signal")) ? readFileSync(join(folder, "signal"), "utf8") : "nothing");

  const steps = ["deploy.yml", "drift.yml", "pull-request.yml", "ephemeral.yml"].flatMap((file) =>
    stepsOf(readFileSync(join(projectRoot, ".github/workflows", file), "utf8"))
      .flatMap(({ run = "" }) => (/\bpulumi (up|preview|refresh)/.test(run) ? [run] : []))
      .map((run) => [file, run] as const),
  );

  it("is looked at in every step that has Pulumi work", () => {
    expect(steps).to.have.length(7);
  });

  for (const [file, run] of steps) {
    it(`reaches Pulumi: ${file}, ${/pulumi \w+ --stack \S+/.exec(run)?.[0]}`, async () => {
      const child = await startScript(run);
      const exit = once(child, "exit");
      child.kill("SIGINT");

      expect(await exit).to.deep.equal([255, null]);
      expect(heard()).to.equal("SIGINT");
    });
  }

  it("does not reach it through a shell that waits: so it was, and the lock stayed", async () => {
    const child = await startScript("pulumi up --stack dev\ntrue");
    child.kill("SIGINT");
    child.kill("SIGTERM");
    await once(child, "exit");

    expect(heard()).to.equal("nothing");
  });

  it("reaches it through the script that destroys a pull request's stack, which starts nothing any more", async () => {
    const script = ["scripts/run.mjs", "scripts/delivery/ephemeral.ts", "--folder", folder];
    writeFileSync(join(folder, "Pulumi.dev.yaml"), readFileSync(join(projectRoot, "Pulumi.dev.yaml"), "utf8"));
    const child = await start(process.execPath, [...script, "destroy", "--pull-request", "987654"]);
    const exit = once(child, "exit");
    child.kill("SIGTERM");

    expect(await exit).to.deep.equal([1, null]);
    expect(heard()).to.equal("SIGTERM");
  });
});
