import { expect } from "chai";
import * as fc from "fast-check";
import { suggest } from "../../../components/config/suggest";

const known = ["alertEmail", "senderAddress", "shopName", "logRetentionDays"];

describe("a suggestion", () => {
  it("is the nearest known name", () => {
    expect(suggest("alertEmial", known)).to.equal("alertEmail");
    expect(suggest("logRetentionDay", known)).to.equal("logRetentionDays");
    expect(suggest("SENDERADDRESS", known)).to.equal("senderAddress");
  });

  it("is not made when nothing is near", () => {
    expect(suggest("vpcEnabled", known)).to.equal(undefined);
    expect(suggest("x", [])).to.equal(undefined);
  });

  it("survives any single slip of the keyboard", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (name, at, letter) => {
          const index = at % name.length;
          const slips = [
            name.slice(0, index) + name.slice(index + 1),
            name.slice(0, index) + letter + name.slice(index + 1),
            name.slice(0, index) + letter + name.slice(index),
          ];
          return slips.every((slip) => suggest(slip, known) === name);
        },
      ),
    );
  });
});
