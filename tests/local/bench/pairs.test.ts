import { expect } from "chai";
import { compareInPairs } from "../../../local/bench/pairs";

/** Two sides that give the values of their lists, one after the other, and note their turns. */
function sidesOf(ours: readonly number[], control: readonly number[]) {
  const turns: string[] = [];
  const side = (name: string, values: readonly number[]) => async () => {
    const value = values[turns.filter((turn) => turn === name).length];
    turns.push(name);
    if (value === undefined) throw new Error(`${name} was asked once too often`);
    return value;
  };
  return { sides: { ours: side("ours", ours), control: side("control", control) }, turns };
}

describe("a comparison in pairs", () => {
  it("takes the median of the pairs' ratios, which a load that slows some pairs leaves alone", async () => {
    // Ours is nine tenths of the control in every pair, but the machine was ten times slower for a part of them.
    const { sides } = sidesOf([90, 9, 9, 90, 45], [100, 10, 10, 100, 50]);

    const compared = await compareInPairs(sides, 5, 0);

    expect(compared).to.deep.equal({ ours: 45, control: 50, ratio: 0.9 });
  });

  it("lets the sides take turns in going first, pair after pair without a pause between the two", async () => {
    const { sides, turns } = sidesOf([1, 1, 1, 1], [1, 1, 1, 1]);

    await compareInPairs(sides, 3, 1);

    expect(turns.join(" ")).to.equal("control ours ours control control ours ours control");
  });

  it("does not count what goes before", async () => {
    const { sides } = sidesOf([1, 2, 80, 80], [100, 100, 100, 100]);

    expect(await compareInPairs(sides, 2, 2)).to.deep.equal({ ours: 80, control: 100, ratio: 0.8 });
  });
});
