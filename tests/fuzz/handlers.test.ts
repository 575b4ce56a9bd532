import { expect } from "chai";
import { functionEntries } from "../../components/functions";
import { calledFunctions } from "../support/called-functions";
import { orderRecorders } from "../support/order-recorders";
import { runHandlers, targets } from "./handlers/run";

describe("fuzz: handlers", () => {
  it("are those of every function but the generated ones, each once", () => {
    const generated = [...calledFunctions, ...orderRecorders.map((name) => `${name}/recorder`)];

    expect(targets.map(({ name }) => name.replace(" ", "/"))).to.have.members(
      functionEntries.filter((entry) => !generated.includes(entry)),
    );
  });

  it("bring 10,000 bad inputs to a declared end, and write nothing for what they refuse", async () => {
    const { inputs, faults } = await runHandlers(10_000, 3);
    expect(inputs).to.equal(10_000);
    expect(Object.fromEntries(faults)).to.deep.equal({});
  });
});
