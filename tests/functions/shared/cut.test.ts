import { expect } from "chai";
import * as fc from "fast-check";
import { cutToBytes, cutToLength, wellFormed } from "../../../functions/shared/cut";

const any = fc.string({ unit: "binary", maxLength: 500 });

describe("a cut text", () => {
  it("stays within its bytes, is well-formed, and begins as the text does", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 300 }), (text, cap) => {
        const cut = cutToBytes(text, cap);
        expect(Buffer.byteLength(cut)).to.be.at.most(cap);
        expect(cut.isWellFormed()).to.equal(true);
        expect(wellFormed(text).startsWith(cut.replace(/\.\.\.$/, ""))).to.equal(true);
      }),
    );
  });

  it("stays within its length, and is whole when there is room", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 300 }), (text, most) => {
        const cut = cutToLength(text, most, "…");
        expect(cut.length).to.be.at.most(most);
        expect(cut.isWellFormed()).to.equal(true);
        if (text.length <= most) expect(cut).to.equal(wellFormed(text));
      }),
    );
  });

  it("ends between characters as readers see them: emoji with their parts, letters with their accents", () => {
    const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
    expect(cutToLength(`ab${family}c`, 5)).to.equal("ab");
    expect(cutToLength(`ab${family}c`, 2 + family.length)).to.equal(`ab${family}`);
    expect(cutToLength("xe\u0301y", 2)).to.equal("x");
    expect(cutToBytes(`${"x".repeat(99)}\u{1F600}y`, 102)).to.equal(`${"x".repeat(99)}...`);
  });

  it("costs the same however long the text or one of its characters is", () => {
    const stacked = `a${"\u0301".repeat(500_000)}`;
    expect(cutToLength(stacked, 1000)).to.have.lengthOf(1000);
    expect(cutToBytes(stacked, 1000).length).to.be.greaterThan(400);
  });
});
