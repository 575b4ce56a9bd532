import { expect } from "chai";
import { terminalWidth } from "../../cli/width";

describe("the width that is written for", () => {
  const cases = [
    { what: "a terminal's own", stream: { isTTY: true, columns: 100 }, env: {}, width: 100 },
    {
      what: "COLUMNS before a terminal's own",
      stream: { isTTY: true, columns: 100 },
      env: { COLUMNS: "70" },
      width: 70,
    },
    { what: "COLUMNS where there is no terminal", stream: { columns: 100 }, env: { COLUMNS: "70" }, width: 70 },
    {
      what: "COLUMNS where a terminal does not know",
      stream: { isTTY: true, columns: 0 },
      env: { COLUMNS: "70" },
      width: 70,
    },
    { what: "80 where nobody says", stream: {}, env: {}, width: 80 },
    { what: "80 where COLUMNS is no number", stream: {}, env: { COLUMNS: "wide" }, width: 80 },
    { what: "80 where COLUMNS is 0", stream: {}, env: { COLUMNS: "0" }, width: 80 },
    { what: "60 in a narrower terminal", stream: { isTTY: true, columns: 40 }, env: {}, width: 60 },
    { what: "118 in a wider one", stream: { isTTY: true, columns: 300 }, env: {}, width: 118 },
  ];
  for (const { what, stream, env, width } of cases) {
    it(`is ${what}`, () => {
      expect(terminalWidth(stream, env)).to.equal(width);
    });
  }
});
