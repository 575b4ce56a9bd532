import { expect } from "chai";
import { ContentTooLargeError, ValidationError } from "../../../functions/shared/errors";
import {
  assertBounded,
  boundedText,
  deepestNesting,
  largestBodyBytes,
  mostValues,
} from "../../../functions/shared/json-bounds";
import { growthOfDoubling, linearAtMost } from "../../support/cpu-time";

describe("the size of a body", () => {
  it("may be 256 kB, plain or encoded, and not a byte more", () => {
    const most = "a".repeat(largestBodyBytes);
    const encoded = (text: string) => Buffer.from(text).toString("base64");

    expect(boundedText(most, false)).to.equal(most);
    expect(boundedText(encoded(most), true)).to.equal(most);
    for (const [text, isBase64] of [
      [`${most}a`, false],
      [encoded(`${most}a`), true],
      [encoded(`${most}${most}`), true],
    ] as const) {
      expect(() => boundedText(text, isBase64)).to.throw(ContentTooLargeError, "262144 bytes");
    }
  });

  it("is counted in bytes, not in characters", () => {
    expect(() => boundedText("é".repeat(largestBodyBytes / 2 + 1), false)).to.throw(ContentTooLargeError);
    expect(boundedText("é".repeat(largestBodyBytes / 2), false)).to.have.lengthOf(largestBodyBytes / 2);
  });
});

describe("the shape of a body", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const list = (values: number) => `[${"1,".repeat(values - 1)}1]`;

  it("may have 16 levels and 4,096 values, and not one more", () => {
    assertBounded(nested(deepestNesting));
    assertBounded(list(mostValues));
    expect(() => assertBounded(nested(deepestNesting + 1))).to.throw(ValidationError);
    expect(() => assertBounded(list(mostValues + 1))).to.throw(ValidationError);
  });

  it("is that of lists and objects, not of what stands in texts", () => {
    assertBounded(JSON.stringify({ a: "[{,".repeat(5_000), b: '\\"[['.repeat(50), c: "\\" }));
    expect(() => assertBounded(`{"a":"\\\\",${nested(17)}}`)).to.throw(ValidationError);
  });

  it("counts levels and not brackets: many short lists are not deep", () => {
    assertBounded(`[${"[],".repeat(1_000)}[]]`);
  });

  it("is found out in time that grows no faster than the text", () => {
    for (const text of ["[]", '"a",', '\\"', '"', "a"]) {
      const growth = growthOfDoubling((length) => {
        try {
          assertBounded(text.repeat(length / text.length));
        } catch (error) {
          if (!(error instanceof ValidationError)) throw error;
        }
      }, 1_000_000);
      expect(growth, text).to.be.below(linearAtMost);
    }
  });
});
