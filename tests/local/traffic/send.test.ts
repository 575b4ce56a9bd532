import { expect } from "chai";
import { inBatches } from "../../../local/traffic/send";

describe("what goes in one call", () => {
  it("is ten at most, and 256 KiB in all, in the order given", () => {
    expect(
      inBatches(
        Array.from({ length: 25 }, () => 1),
        (size) => size,
      ).map((batch) => batch.length),
    ).to.deep.equal([10, 10, 5]);
    expect(inBatches([1, 250_000, 12_144, 1, 262_143], (size) => size)).to.deep.equal([
      [1, 250_000],
      [12_144, 1],
      [262_143],
    ]);
    expect(inBatches([262_143, 1, 1], (size) => size)).to.deep.equal([[262_143, 1], [1]]);
  });

  it("is one that is too large alone, for the service to refuse", () => {
    expect(inBatches([1, 300_000, 2], (size) => size)).to.deep.equal([[1], [300_000], [2]]);
    expect(inBatches([], (size: number) => size)).to.deep.equal([]);
  });
});
