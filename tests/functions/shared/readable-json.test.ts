import { expect } from "chai";
import { deepestRead, readJson } from "../../../functions/shared/readable-json";

const nested = (levels: number, inside = "1") => `${"[".repeat(levels)}${inside}${"]".repeat(levels)}`;
const read = (text: string): unknown => {
  const json = readJson(text);
  return json.ok ? json.value : expect.fail(`no JSON: ${text.slice(0, 40)}`);
};

describe("JSON from outside", () => {
  it("is read as it is", () => {
    for (const value of [null, 0, "[[[", { a: [{ b: "\ud83d\ude00" }], __proto__: 1 }])
      expect(read(JSON.stringify(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
  });

  it("is distinguished from other text", () => {
    for (const text of ["", "{", "nonsense", "[".repeat(100_000), `${nested(200)}]`])
      expect(readJson(text)).to.deep.equal({ ok: false });
  });

  it("is read 32 levels deep; what lies deeper is null, however deep it goes, and the rest is as it was", () => {
    expect(JSON.stringify(read(nested(deepestRead)))).to.equal(nested(32));
    for (const levels of [33, 5_000, 120_000]) {
      expect(JSON.stringify(read(nested(levels)))).to.equal(nested(32, "null"));
      const text = `{"id":"a","lists":${nested(levels)},"objects":${'{"a":'.repeat(levels)}0${"}".repeat(levels)},"last":2}`;
      expect(read(text)).to.include({ id: "a", last: 2 });
      expect(() => JSON.stringify(read(text))).to.not.throw();
    }
  });

  it("holds no half of a character, in names and texts of any level", () => {
    expect(read('{"a\\ud83d":["\\uDE00",{"b":"\\ud83d\\ude00"}]}')).to.deep.equal({
      "a\ufffd": ["\ufffd", { b: "\u{1F600}" }],
    });
  });
});
