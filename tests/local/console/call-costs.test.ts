import { expect } from "chai";
import { createCallCosts } from "../../../local/console/call-costs";
import { failureOf } from "../../support/failure-of";

describe("the measurement of costs from the console", () => {
  const script = (text: string) => ["-e", text];

  it("keeps the last result of the command, though a step differs, and is not made twice at the same time", async () => {
    const { costs } = createCallCosts(script("console.log(JSON.stringify({ flows: [] })); process.exitCode = 1"));
    expect(costs.state()).to.deep.equal({ running: false });

    const first = costs.measure();
    expect(costs.state()).to.deep.equal({ running: true });
    expect(await failureOf(costs.measure())).to.include({ status: 409, message: "costs are being measured already" });
    const last = await first;

    expect(last.flows).to.deep.equal([]);
    expect(costs.state()).to.deep.equal({ running: false, last });
  });

  it("says why the command has no result, and can be made again", async () => {
    const { costs } = createCallCosts(script('console.error("the stack did not come to rest"); process.exitCode = 1'));

    for (let time = 0; time < 2; time++)
      expect(await failureOf(costs.measure())).to.include({ status: 502, message: "the stack did not come to rest" });
    expect(costs.state()).to.deep.equal({ running: false });
  });

  it("ends with the run", async () => {
    const { costs, stop } = createCallCosts(script("setInterval(() => undefined, 1000)"));
    const measuring = failureOf(costs.measure());
    stop();

    expect((await measuring).message).to.contain("the measurement failed");
  });
});
