import { expect } from "chai";
import fc from "fast-check";
import { errorRateAlarm, spread } from "../../../local/traffic/scenarios/alarm-drill";

describe("an outburst of failures", () => {
  it("begins and ends with a failure, keeps every call, and has failures at equal distances", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(60), (failures, others) => {
        const failing = Array.from({ length: failures }, (_, index) => -1 - index);
        const passing = Array.from({ length: others }, (_, index) => index);

        const calls = spread(failing, passing);

        expect(calls)
          .to.have.members([...failing, ...passing])
          .and.have.length(failures + others);
        expect([calls[0], calls.at(-1)]).to.deep.equal([failing[0], failing.at(-1)]);
        const positions = failing.map((one) => calls.indexOf(one));
        const gaps = positions.slice(1).map((place, index) => place - (positions[index] ?? 0));
        expect(Math.max(...gaps) - Math.min(...gaps)).to.be.at.most(1);
      }),
    );
  });

  it("keeps what there is when there are no failures, or only one", () => {
    expect(spread([], [1, 2])).to.deep.equal([]);
    expect(spread([7], [1, 2])).to.deep.equal([7, 1, 2]);
  });
});

describe("the alarm on a function's error rate", () => {
  it("has the function's name in front of its own", () => {
    expect(errorRateAlarm("orders-get-local", "local")).to.equal("orders-get-error-rate-alarm-local");
  });
});
