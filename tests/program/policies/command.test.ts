import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";

/** Runs the command as `npm run policies --` does. */
function policies(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    const options = { cwd: projectRoot, timeout: 120_000 };
    execFile(process.execPath, ["scripts/run.mjs", "scripts/policies.ts", ...args], options, (error, out, said) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out: `${out}${said}` });
    });
  });
}

describe("npm run policies", () => {
  it("passes the production stack, and writes its verdict for machines", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-policies-"));
    try {
      const { code, out } = await policies("--stack", "prod", "--json", join(folder, "verdict.json"));

      expect(out).to.match(
        /^\d+ rules over \d+ resources of stack prod in .* s: 0 mandatory violations, 0 advisory\n$/,
      );
      expect(code).to.equal(0);
      const verdict: unknown = JSON.parse(await readFile(join(folder, "verdict.json"), "utf8"));
      expect(verdict).to.include({ stack: "prod" }).and.to.have.deep.property("violations", []);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("refuses a setting that breaks a rule, naming rule, resource, value found and value wanted", async () => {
    const { code, out } = await policies("--stack", "prod", "--set", "logRetentionDays=30");

    expect(code).to.equal(1);
    expect(out).to.match(/mandatory log-group-retention\n.*\n +'[\w-]+': retentionInDays is 30, wanted .*365/);
  });

  it("says of a first preview in a few lines what waits for deployment, and each rule with --details", async () => {
    const [short, long] = await Promise.all([
      policies("--stack", "prod", "--preview"),
      policies("--stack", "prod", "--preview", "--details"),
    ]);

    expect(short).to.include({ code: 0 });
    expect(short.out.split("\n").length).to.be.lessThan(20);
    expect(short.out).to.match(/advisory rules-could-decide\n +\d+ rules wait for values that AWS makes/);
    const count = Number(/(\d+) rules wait/.exec(long.out)?.[1]);
    expect(long.out.match(/^ +- [a-z-]+: could not decide about /gm)).to.have.length(count);
  });

  it("reports what has expired, as of a given day", async () => {
    const { code, out } = await policies("--stack", "dev", "--day", "2099-01-01");

    expect(code).to.equal(1);
    expect(out).to.match(
      /mandatory configuration-is-accounted-for\n +The configuration of 'log-group-retention' changes minimumDays: that expired on \d{4}-\d\d-\d\d, and today is 2099-01-01\./,
    );
    expect(await policies("--stack", "dev", "--day", "soon")).to.deep.include({ code: 2 });
  });

  it("says what is wrong with a wrong call", async () => {
    expect(await policies("--stack", "prod", "--set", "x")).to.deep.include({ code: 2 });
    const { code, out } = await policies("--stack", "nowhere");
    expect(out).to.match(/there is no stack "nowhere"/);
    expect(code).to.equal(1);
  });
});
