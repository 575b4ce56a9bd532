import { expect } from "chai";
import { runRedaction } from "./redaction/run";

describe("fuzz: redaction", () => {
  it("finds none of 2,000 planted values in entries, log lines, metrics, answers, dead letters and alerts", async () => {
    const { planted, leaks } = await runRedaction(2000, 7);
    expect(planted).to.be.at.least(2000);
    expect(leaks).to.deep.equal([]);
  });
});
