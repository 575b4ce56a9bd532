import { expect } from "chai";
import { printSteps, type Step } from "../../../local/run/steps";
import { failureOf } from "../../support/failure-of";

/** Lines that steps print, without their times. */
async function lines(steps: readonly Step[], width = 80): Promise<string[]> {
  const printed: string[] = [];
  await printSteps(steps, (line) => printed.push(line), width).catch(() => printed.push("(thrown)"));
  return printed.map((line) => line.replace(/\d+\.\d s/, "N s"));
}

const step = (title: string, run: Step["run"] = async () => undefined): Step => ({ title, run });

describe("the steps of a run, as plain lines", () => {
  it("print when they begin, their progress, and their outcome", async () => {
    const steps = [
      step("Deploy", async ({ note, progress }) => {
        progress("1: Queue");
        note("a note");
        return "260 resources";
      }),
      step("Wait"),
    ];

    expect(await lines(steps)).to.deep.equal([
      "... Deploy",
      "    a note",
      "ok  Deploy: 260 resources [N s]",
      "... Wait",
      "ok  Wait [N s]",
    ]);
  });

  it("never say ok of what failed, and go on after a failure that is one of the results", async () => {
    const steps = [step("Check results", async () => ({ failed: "3 of 48 expectations failed" })), step("Stop")];

    expect(await lines(steps)).to.deep.equal([
      "... Check results",
      "FAILED Check results: 3 of 48 expectations failed [N s]",
      "... Stop",
      "ok  Stop [N s]",
    ]);
  });

  it("end with the first that throws, whose reason is left to whoever catches it", async () => {
    const broken = step("Deploy", async () => {
      throw new Error("refused");
    });

    expect(await lines([broken, step("Wait")])).to.deep.equal(["... Deploy", "FAILED Deploy [N s]", "(thrown)"]);
    expect((await failureOf(printSteps([broken], () => undefined, 80))).message).to.equal("refused");
  });

  it("fit the width", async () => {
    const long = step(`Send ${"many things ".repeat(9)}`.trim(), async ({ note }) => {
      note(`order 6ea8555a ${"is still open ".repeat(9)}`.trim());
      return "all of them";
    });

    for (const width of [60, 80, 118]) {
      const all = (await lines([long], width)).flatMap((line) => line.split("\n"));
      expect(Math.max(...all.map((line) => line.length))).to.be.at.most(width);
      expect(all.join(" ")).to.contain("all of them");
    }
  });
});
