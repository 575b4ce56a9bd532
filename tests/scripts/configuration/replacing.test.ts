import { expect } from "chai";
import { type Config, keys } from "../../../components/config/schema";
import { keptNames, replacedBy } from "../../../scripts/configuration/measured";
import { replacing } from "../../../scripts/configuration/replacing";

const names = Object.keys(keys) as (keyof Config)[];

describe("what a change of a setting replaces", () => {
  for (const name of names.filter((each) => Array.isArray(replacing[each]))) {
    it(`is exactly what the page says of ${name}`, async () => {
      expect([...(await replacedBy([name]))]).to.deep.equal(replacing[name]);
    });
  }

  it("is nothing for all other settings, changed at once", async () => {
    expect([...(await replacedBy(names.filter((name) => replacing[name] === undefined)))]).to.deep.equal([]);
  });

  it("is everything for the environment's suffix: only aliases keep their name, each on a function with a new one", async () => {
    const { types, all } = await keptNames("environmentSuffix");

    expect([...types]).to.deep.equal(["aws:lambda/alias:Alias"]);
    expect(all).to.be.greaterThan(100);
  });
});
