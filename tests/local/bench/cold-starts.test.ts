import { expect } from "chai";
import { measureColdStarts } from "../../../local/bench/cold-starts";
import { coldStarts } from "../../../local/bench/inputs";

describe("init and first call in the benchmark", () => {
  it("are of functions that do their work with the variables that the benchmark sets", async () => {
    const figures = await measureColdStarts(1);

    expect(figures.map(({ short }) => short)).to.deep.equal(coldStarts.map(({ entry }) => entry));
    for (const { ours, control } of figures) expect(Math.min(ours, control)).to.be.above(0);
  });
});
