import { expect } from "chai";
import * as fc from "fast-check";
import { backoffSeconds } from "../../../functions/shared/backoff";
import { failuresOf } from "../../../functions/shared/bounded";
import { expiryAfter } from "../../../functions/shared/clock";

describe("the backoff", () => {
  it("is a whole number from 0 to min(max, base * 2^(tries - 1)), and reaches both ends", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(600), fc.nat(43_200), fc.integer({ min: 1, max: 2000 }), random, (base, max, tries, draw) => {
        const seconds = backoffSeconds({ baseSeconds: base, maxSeconds: max }, tries, draw);
        expect(Number.isInteger(seconds)).to.equal(true);
        expect(seconds).to.be.within(0, Math.min(max, base * 2 ** Math.min(tries - 1, 30)));
      }),
    );
    expect(backoffSeconds({ baseSeconds: 10, maxSeconds: 600 }, 3, 0)).to.equal(0);
    expect(backoffSeconds({ baseSeconds: 10, maxSeconds: 600 }, 3, 0.9999)).to.equal(40);
  });
});

describe("bounded work", () => {
  it("runs everything, returns what failed and how, and never rejects", async () => {
    const done: number[] = [];
    const failures = await failuresOf([1, 2, 3, 4, 5], 2, async (item) => {
      if (item % 2 === 0) throw new Error(`no ${item}`);
      done.push(item);
    });
    expect(done).to.deep.equal([1, 3, 5]);
    expect([...failures].map(([item, error]) => [item, String(error)])).to.deep.equal([
      [2, "Error: no 2"],
      [4, "Error: no 4"],
    ]);
  });
});

describe("an expiry", () => {
  it("is in whole epoch seconds, so many days later", () => {
    expect(expiryAfter(new Date("2026-03-01T09:30:00.999Z"), 2)).to.equal(Date.parse("2026-03-03T09:30:00Z") / 1000);
  });
});
