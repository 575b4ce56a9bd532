import { expect } from "chai";
import fc from "fast-check";
import { columns } from "../../cli/table";
import { narrowest, widthOf, wrap } from "../../cli/width";

const rows = [
  ["a\u001b[31m\nb", "1", "x"],
  ["longer name", "22", ""],
];

describe("a table", () => {
  it("stands in columns, on one line each, without what could steer a terminal", () => {
    expect(columns(["name", "count", "why"], rows, 80)).to.equal(
      "name         count  why\na [31m b     1      x\nlonger name  22",
    );
  });

  it("is a list where its columns would be wider than the terminal", () => {
    const long = [
      "queue-with-a-long-name",
      "3",
      "redrives to somewhere far away, which takes many words to say in full",
    ];
    expect(columns(["queue", "messages", "note"], [long, ["q", "0", ""]], 60)).to.equal(
      [
        "queue: queue-with-a-long-name",
        "  messages: 3",
        "  note: redrives to somewhere far away, which takes many",
        "    words to say in full",
        "",
        "queue: q",
        "  messages: 0",
      ].join("\n"),
    );
  });

  it("never is wider than the terminal", () => {
    const cell = fc.string({ unit: "grapheme-ascii", maxLength: 70 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }),
        fc.integer({ min: 60, max: 120 }),
        (table, width) => {
          const lines = columns(["one", "two", "three"], table, width).split("\n");
          expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(width);
        },
      ),
    );
  });
});

describe("the width of lines", () => {
  it("is what COLUMNS says, else the terminal's, at least 60; a pipe has none", () => {
    expect(widthOf({ isTTY: true, columns: 132 }, {})).to.equal(132);
    expect(widthOf({ isTTY: true, columns: 132 }, { COLUMNS: "80" })).to.equal(80);
    expect(widthOf({ columns: 132 }, { COLUMNS: "80" })).to.equal(80);
    expect(widthOf({ isTTY: true, columns: 20 }, {})).to.equal(narrowest);
    expect(widthOf({ isTTY: true, columns: 90 }, { COLUMNS: "wide" })).to.equal(90);
    expect(widthOf({}, {})).to.equal(Number.POSITIVE_INFINITY);
  });

  it("breaks lines at spaces, and words that are too long anywhere", () => {
    expect(wrap("  one two three four", 10)).to.equal("  one two\n    three\n    four");
    expect(wrap(`short\n${"x".repeat(25)}`, 10)).to.equal(
      `short\n${"x".repeat(10)}\n  ${"x".repeat(8)}\n  ${"x".repeat(7)}`,
    );
    expect(wrap("fits", 10)).to.equal("fits");
  });
});
