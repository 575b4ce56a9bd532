import { expect } from "chai";
import { boundOf, type Figure, holds, median, ratioOf } from "../../../local/bench/statistics";

const measured = { what: "something", control: 100, controlName: "a control" } as const;

describe("figures of the benchmark", () => {
  it("keeps a budget of time up to its ratio and not beyond", () => {
    const figure = (ours: number): Figure => ({ ...measured, ours, unit: "ms", atMost: 1.1 });

    expect([109, 111].map((ours) => holds(figure(ours)))).to.deep.equal([true, false]);
    expect(boundOf(figure(1))).to.equal("at most 1.10");
  });

  it("keeps a budget of a rate from its ratio on and not below", () => {
    const figure = (ours: number): Figure => ({ ...measured, ours, unit: "/s", atLeast: 0.9 });

    expect([91, 90, 89].map((ours) => holds(figure(ours)))).to.deep.equal([true, true, false]);
    expect(boundOf(figure(1))).to.equal("at least 0.90");
  });

  it("judges by the ratio of the pairs where there is one, else by that of the two values", () => {
    const figure: Figure = { ...measured, ours: 80, unit: "/s", atLeast: 0.9 };

    expect([ratioOf(figure), holds(figure)]).to.deep.equal([0.8, false]);
    expect([ratioOf({ ...figure, ratio: 0.91 }), holds({ ...figure, ratio: 0.91 })]).to.deep.equal([0.91, true]);
  });

  it("takes the middle value, or the mean of the two in the middle", () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
    expect(() => median([])).to.throw(RangeError);
  });
});
