import { expect } from "chai";
import fc from "fast-check";
import { cleanJson, cleanLine, cleanLines } from "../../../functions/shared/clean-text";

const text = fc.string({ unit: "binary" });
/** Mostly what is dangerous, between what is not. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "ß", " ", "\n", "é", "👩‍👩‍👧", "क्‍ष", "می‌خواهم", "❤️"),
      fc.constantFrom(
        ...["\u001b]0;title\u0007", "\u009b2J", "\u001b[31m", "\u202e", "\u2066", "\u200f", "\u061c", "\u00ad"],
        ...["\u180e", "\u0600", "\u3164", "\u115f", "\uffa0", "\u200b", "\u2060", "\ufeff", "\u034f", "\u2028"],
        ...["\u{e0041}", "\u{e007f}", "\ud800", "\udfff", "\u200d", "\u200c", "\ufe0f", "\u{e0100}"],
      ),
      text,
    ),
  )
  .map((parts) => parts.join(""));

/** Nothing of the kinds that steer, break or hide, written down apart from the code: by code points, not by properties. */
function isHarmless(line: string): boolean {
  return [...line].every((character) => {
    const code = character.codePointAt(0) ?? 0;
    const control = code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
    const half = code >= 0xd800 && code <= 0xdfff;
    const direction = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    const mark = [0x200e, 0x200f, 0x061c, 0x200b, 0x2060, 0xfeff, 0x00ad, 0x180e, 0x0600, 0x3164, 0x115f, 0x1160];
    const tag = code >= 0xe0000 && code <= 0xe0fff;
    return !(control || half || direction || mark.includes(code) || code === 0xffa0 || tag);
  });
}

describe("a clean text", () => {
  it("holds nothing that steers, breaks or hides, whatever came in, and cleaning it again changes nothing", () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const line = cleanLine(raw);
        expect(isHarmless(line), JSON.stringify(line)).to.equal(true);
        expect(/\p{Cs}/u.test(line)).to.equal(false);
        expect(cleanLine(line)).to.equal(line);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps its line breaks and nothing else of that kind, where it may have lines", () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const lines = cleanLines(raw);
        expect(lines.split("\n").every(isHarmless)).to.equal(true);
        expect(cleanLines(lines)).to.equal(lines);
      }),
    );
    expect(cleanLines("one\r\ntwo\u2028three\tfour")).to.equal("one\ntwo\nthree four");
  });

  it("is what people wrote, in every script and with every emoji", () => {
    const written = ["Grüße aus Köln", "می‌خواهم", "क्‍षत्रिय", "👩‍👩‍👧 👍🏽 ❤️ 1️⃣", "日本語", "שלום", "한국어", "ab  c"];
    for (const each of written) expect(cleanLine(each), each).to.equal(each);
  });

  it("shows what stood in the way of a sequence, without its power", () => {
    expect(cleanLine("m \u001b]0;title\u0007 \u009b2J")).to.equal("m  ]0;title   2J");
    expect(cleanLine("X\u009b31mRED line1\nline2 \u202e")).to.equal("X 31mRED line1 line2 ");
    expect(cleanLine("ad\u200dmin\u{e0041}")).to.equal("admin");
  });

  it("is the same document as JSON, escaped", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(0, 2), (raw, indent) => {
        const value = { [raw]: [raw, 1, null] };
        const json = cleanJson(value, indent);
        expect(JSON.parse(json)).to.deep.equal(value);
        expect(json.split("\n").every(isHarmless)).to.equal(true);
      }),
    );
  });
});
