import { execFile } from "node:child_process";
import { expect } from "chai";
import { awsTypes } from "../../../aws/resource-types";
import { UsageError } from "../../../cli/errors";
import { projectRoot } from "../../../launch/project-root.cjs";
import { parseCost } from "../../../scripts/cost/command-line";
import type { CostEstimate } from "../../../scripts/cost/estimate";
import { flows } from "../../../scripts/cost/flows/all";
import { markdownReport, textReport } from "../../../scripts/cost/report";
import { estimateOf, graphOf, resource } from "./fixtures";

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command as `npm run -s cost --` does. */
function cost(args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: projectRoot, maxBuffer: 16 * 1024 * 1024, timeout: 60_000 };
    execFile(process.execPath, ["scripts/run.mjs", "scripts/cost.ts", ...args], options, (error, out, said) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, error: said });
    });
  });
}

describe("the command line of npm run cost", () => {
  it("reads a stack, a volume and a form, with defaults for the last two", () => {
    expect(parseCost(["--stack", "prod"])).to.deep.equal({ stack: "prod", orders: 60_000, format: "text" });
    expect(parseCost(["--stack", "dev", "--orders", "5", "--markdown"])).to.deep.equal({
      stack: "dev",
      orders: 5,
      format: "markdown",
    });
  });

  const refused: readonly (readonly [string, string])[] = [
    ["", "required option '--stack <name>' not specified"],
    ["--stack a/b", "--stack: must be the name of a stack: 1 to 100 letters, digits, dots or dashes, 'a/b' given"],
    ["--stack prod --orders 0", "--orders: must be a whole number from 1 to 1000000000, '0' given"],
    ["--stack prod --orders 1.5", "--orders: must be a whole number from 1 to 1000000000, '1.5' given"],
    ["--stack prod --json --markdown", "--json: must not be given together with --markdown"],
    ["--stack prod --jsno", "unknown option '--jsno'"],
  ];
  for (const [line, problem] of refused) {
    it(`refuses '${line}' and says why`, () => {
      const args = line.split(" ").filter((word) => word !== "");

      expect(() => parseCost(args)).to.throw(UsageError, problem);
    });
  }

  it("answers --help with every option", () => {
    const answer = parseCost(["--help"]);

    for (const flag of ["--stack", "--orders", "--json", "--markdown"]) expect(JSON.stringify(answer)).to.contain(flag);
  });
});

describe("npm run cost", () => {
  it("prints the whole estimate as JSON", async () => {
    const { code, out, error } = await cost(["--stack", "prod", "--json", "--orders", "100"]);

    expect([code, error]).to.deep.equal([0, ""]);
    const estimate: CostEstimate = JSON.parse(out);
    expect([estimate.stack, estimate.region, estimate.ordersPerMonth]).to.deep.equal(["prod", "eu-central-1", 100]);
    expect(estimate.flows).to.have.length(flows.length);
    expect(out).to.not.contain(projectRoot);
  });

  it("exits with 2 for a wrong call and with 1 for a stack that is not there", async () => {
    const wrong = await cost(["--stack", "prod", "--orders", "many"]);
    const absent = await cost(["--stack", "absent"]);

    expect([wrong.code, wrong.out, absent.code, absent.out]).to.deep.equal([2, "", 1, ""]);
    expect(absent.error).to.contain("Pulumi.absent.yaml is missing");
  });

  it("prints every step with its price and its reason", async () => {
    const estimate = estimateOf(await graphOf("dev"));
    const text = textReport(estimate);

    for (const { million } of estimate.flows) {
      for (const { what, why } of million.steps) expect(text).to.contain(what).and.to.contain(why);
    }
    expect(text).to.contain("at the prices of us-east-1 on 2026-11-21. ");
    expect(textReport({ ...estimate, region: "eu-central-1" })).to.contain(
      "eu-central-1 is estimated by the same prices",
    );
  });

  it("prints a summary for a pull request: the fixed bill, a row for each event, and the three largest lines", async () => {
    const graph = await graphOf("prod");
    const estimate = estimateOf(graph);
    const lines = markdownReport(estimate).split("\n");

    expect(lines[2]).to.contain(`of which ${estimate.fixed.usd.toFixed(2)} USD come without any`);
    expect(lines.filter((line) => line.startsWith("| ") && !line.startsWith("| Event"))).to.have.length(flows.length);
    const largest = lines.find((line) => line.startsWith("Largest lines:")) ?? "";
    expect(largest.split(";")).to.have.length(3);
    const dashboards = graph.filter(({ type }) => type === awsTypes.cloudwatch.dashboard);
    expect(largest).to.contain(`dashboards ${3 * dashboards.length}.00`);
    expect(lines.length).to.be.lessThan(25);
  });

  it("says in each form which types are not priced", async () => {
    const estimate = estimateOf([...(await graphOf("dev")), resource("aws:rds/cluster:Cluster", "db")]);

    for (const report of [textReport, markdownReport]) {
      expect(report(estimate)).to.contain(
        "Not priced, so the bill is higher by what they cost: aws:rds/cluster:Cluster.",
      );
    }
  });
});
