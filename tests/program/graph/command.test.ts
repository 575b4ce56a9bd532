import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command as `npm run -s graph --` does. */
function graph(args: readonly string[], folder = projectRoot): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, timeout: 60_000 };
    execFile(process.execPath, ["scripts/run.mjs", "scripts/graph.ts", ...args], options, (error, out, said) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, error: said });
    });
  });
}

describe("npm run graph", () => {
  for (const stack of ["dev", "prod", "local"]) {
    it(`prints the whole program for the stack ${stack}`, async () => {
      const { code, out, error } = await graph(["--stack", stack]);

      expect(error).to.equal("");
      expect(code).to.equal(0);
      const resources: { urn: string; type: string }[] = JSON.parse(out);
      expect(resources.length).to.be.greaterThan(100);
      expect(resources[0]).to.have.all.keys(
        ...["urn", "type", "name", "parent", "custom", "inputs"],
        ...["dependencies", "protect", "retainOnDelete", "ignoreChanges"],
      );
      expect(out).to.not.contain(projectRoot);
      expect(resources.filter(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::backoffice::`))).to.deep.equal([]);
    });
  }

  it("prints the same bytes in another folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-copy-"));
    try {
      const files = [
        "aws",
        "cli",
        "components",
        "launch",
        "program",
        "values",
        "docs",
        "functions",
        "local",
        "scripts",
        "index.ts",
        "package.json",
        "tsconfig.json",
      ];
      const stacks = ["Pulumi.yaml", "Pulumi.dev.yaml", "package-lock.json"];
      for (const file of [...files, ...stacks])
        await cp(join(projectRoot, file), join(folder, file), { recursive: true });
      await symlink(join(projectRoot, "node_modules"), join(folder, "node_modules"));

      const [here, there] = [await graph(["--stack", "dev"]), await graph(["--stack", "dev"], folder)];

      expect(there.error).to.equal("");
      expect(there.out === here.out).to.equal(true);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("takes config values by --set", async () => {
    const { out } = await graph([
      "--stack",
      "dev",
      "--set",
      "senderAddress=other@example.org",
      "--set",
      "aws:region=eu-west-1",
    ]);

    expect(out).to.contain("other@example.org");
    expect(out).to.contain("arn:aws:sqs:eu-west-1:123456789012:");
  });

  it("prints only the program's own error for a bad config value, and exits 1", async () => {
    const { code, out, error } = await graph(["--stack", "dev", "--set", "functionTimeoutSeconds=nonsense"]);

    expect(code).to.equal(1);
    expect(out).to.equal("");
    expect(error).to.contain("functionTimeoutSeconds").and.contain("nonsense");
    expect(error).to.not.match(/^\s+at .*:\d+:\d+\)?$/m);
  });

  it("names the stacks when there is no such stack, and exits 1", async () => {
    const { code, error } = await graph(["--stack", "staging"]);

    expect(code).to.equal(1);
    expect(error).to.match(/^error: there is no stack "staging".*Stacks: dev, local, prod\n$/);
  });

  for (const [what, args, said] of [
    ["an unknown flag", ["--stack", "dev", "--verbose"], "unknown option '--verbose'"],
    ["a missing stack", [], "required option '--stack <name>' not specified"],
    ["a value that is no pair", ["--stack", "dev", "--set", "x"], "It must look like key=value."],
    ["an argument too many", ["--stack", "dev", "prod"], "too many arguments"],
  ] as const) {
    it(`refuses ${what} and exits 2`, async () => {
      const { code, out, error } = await graph(args);

      expect(code).to.equal(2);
      expect(out).to.equal("");
      expect(error).to.contain(said);
    });
  }

  it("explains itself", async () => {
    const { code, out } = await graph(["--help"]);

    expect(code).to.equal(0);
    expect(out).to.contain("npm run -s graph --").and.contain("--stack <name>").and.contain("--set <key=value>");
  });
});
