import { execFile } from "node:child_process";
import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { projectRoot } from "../../../launch/project-root.cjs";
import { parseCapacity } from "../../../scripts/capacity/command-line";

const words = (line: string) => line.split(" ").filter((word) => word !== "");

describe("the command line of npm run capacity", () => {
  it("reads a stack, a rate, a burst and what the account has, with defaults for the rest", () => {
    expect(parseCapacity(words("--stack prod --orders-per-second 2.5"))).to.deep.equal({
      stack: "prod",
      ordersPerSecond: 2.5,
      burst: 150,
      granted: new Map(),
      seed: 1,
      format: "text",
    });
    const full = "--stack dev --orders-per-second 1 --burst 9 --quota L-CDEF9B6B=14 L-804C8AE8=50000 --seed 4 --json";
    expect(parseCapacity(words(full))).to.deep.equal({
      stack: "dev",
      ordersPerSecond: 1,
      burst: 9,
      granted: new Map([
        ["L-CDEF9B6B", 14],
        ["L-804C8AE8", 50_000],
      ]),
      seed: 4,
      format: "json",
    });
  });

  it("takes a minute's orders as the burst, one at least and a million at most", () => {
    const burst = (rate: string) => {
      const options = parseCapacity(words(`--stack prod --orders-per-second ${rate}`));
      return "help" in options ? undefined : options.burst;
    };

    expect(["0.001", "100", "1000000"].map(burst)).to.deep.equal([1, 6_000, 1_000_000]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ["--stack prod", "required option '--orders-per-second <n>' not specified"],
    ["--stack prod --orders-per-second 0", "--orders-per-second: must be a number from 0.001 to 1000000, '0' given"],
    [
      "--stack prod --orders-per-second 1e3",
      "--orders-per-second: must be a number from 0.001 to 1000000, '1e3' given",
    ],
    ["--stack a/b --orders-per-second 1", "--stack: must be the name of a stack"],
    ["--stack prod --orders-per-second 1 --burst 0", "--burst: must be a whole number from 1 to 1000000, '0' given"],
    ["--stack prod --orders-per-second 1 --quota L-00000000=5", "such as L-CDEF9B6B=200; codes: L-8A5B8E43"],
    ["--stack prod --orders-per-second 1 --quota L-CDEF9B6B=0", "'L-CDEF9B6B=0' given"],
    ["--stack prod --orders-per-second 1 --json --markdown", "--json: must not be given together with --markdown"],
  ];
  for (const [line, problem] of refused) {
    it(`refuses '${line}' and says why`, () => {
      expect(() => parseCapacity(words(line))).to.throw(UsageError, problem);
    });
  }
});

describe("npm run capacity", () => {
  it("prints its answer as JSON, and ends with 1 where something breaks", async () => {
    const args = [
      "scripts/run.mjs",
      "scripts/capacity.ts",
      ..."--stack prod --orders-per-second 100 --json".split(" "),
    ];
    const { code, out } = await new Promise<{ readonly code: unknown; readonly out: string }>((resolve) => {
      execFile(process.execPath, args, { cwd: projectRoot, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) =>
        resolve({ code: error?.code ?? 0, out: stdout }),
      );
    });

    const answer: Record<string, unknown> = JSON.parse(out);
    expect(code).to.equal(1);
    expect(answer).to.have.all.keys("stack", "region", "demand", "steps", "first", "burst");
    expect(answer.steps).to.be.an("array").with.length.greaterThan(30);
    expect((answer.steps as Record<string, unknown>[])[0]).to.include.keys(
      ...["resource", "limit", "quota", "adjustable", "demand", "use", "remedy"],
    );
    // SES's sandbox takes one email a second: tries end before half of them are through.
    expect(answer.burst).to.include({ size: 6_000, emailRate: 1 }).and.to.have.property("deadLettered").above(3_000);
  });
});
