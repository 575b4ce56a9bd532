import { expect } from "chai";
import { runHandlers, targets } from "./handlers/run";

describe("fuzz: handlers", () => {
  it("bring 10,000 bad inputs to a declared end, and write nothing for what they refuse", async () => {
    expect(targets).to.have.lengthOf(12);
    const { inputs, faults } = await runHandlers(10_000, 3);
    expect(inputs).to.equal(10_000);
    expect(Object.fromEntries(faults)).to.deep.equal({});
  }).timeout(60_000);
});
