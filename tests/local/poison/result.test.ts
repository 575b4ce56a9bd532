import { expect } from "chai";
import type { Measured } from "../../../local/poison/measure";
import { failuresOf, ratioOf, resultTable } from "../../../local/poison/result";

const tally = { lost: 0, doubled: 0, bad: 20, kept: 20, promised: 20, alerted: 20, needless: 0 };
const good: Measured = {
  name: "shipments-bus",
  good: 2_000,
  pairs: [
    { without: 2, with: 2.2 },
    { without: 2, with: 9 },
    { without: 2, with: 2.8 },
  ],
  tally,
  failures: [],
};

describe("what poison comes to", () => {
  it("is held by the middle of the pairs, so that one disturbed pair decides nothing", () => {
    expect(ratioOf(good.pairs)).to.equal(1.4);
    expect(ratioOf(good.pairs.slice(0, 2))).to.be.closeTo(2.8, 1e-9);
    expect(ratioOf([])).to.equal(undefined);
    expect(failuresOf(good)).to.deep.equal([]);
  });

  it("fails above one and a half times the time, and for whatever did not hold", () => {
    const pairs = [{ without: 2, with: 3.1 }];
    expect(failuresOf({ ...good, pairs, failures: ["1 lost"] })).to.deep.equal([
      "shipments-bus: beside poison it took 1.55 times as long, at most 1.5",
      "shipments-bus: 1 lost",
    ]);
    expect(failuresOf({ ...good, pairs: [{ without: 2, with: 3 }] })).to.deep.equal([]);
  });

  it("is one row for each entrance", () => {
    const counted = {
      ...good,
      name: "feedback-queue" as const,
      pairs: [],
      tally: { ...tally, promised: 0, alerted: 0 },
    };
    const [, first, second] = resultTable([good, counted], 200).split("\n");
    expect(first?.split(/ {2,}/)).to.deep.equal([
      "shipments-bus",
      "2.0 s",
      "2.8 s",
      "1.40",
      "2000",
      "0",
      "0",
      "20",
      "20",
      "20 of 20",
      "ok",
    ]);
    expect(second?.split(/ {2,}/)).to.deep.equal([
      "feedback-queue",
      "-",
      "-",
      "-",
      "2000",
      "0",
      "0",
      "20",
      "20",
      "0 of 0",
      "ok",
    ]);
  });
});
