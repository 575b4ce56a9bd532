import { expect } from "chai";
import { compileMetricFilter, type MetricFilter } from "../../../aws/log-filter/metric-filter";
import { compileLogPattern } from "../../../aws/log-filter/pattern";
import { LogFilterError } from "../../../aws/log-filter/tokens";

/** Lines that match, by the examples of the CloudWatch Logs User Guide and what follows from its words. */
function matching(pattern: string, lines: readonly unknown[]): readonly number[] {
  const matches = compileLogPattern(pattern);
  return lines.flatMap((line, index) =>
    matches(typeof line === "string" ? line : JSON.stringify(line)) ? [index] : [],
  );
}

describe("a filter pattern for unstructured lines", () => {
  const lines = [
    "[ERROR 400] BAD REQUEST",
    "[ERROR 401] UNAUTHORIZED REQUEST",
    "[WARN] slow",
    "error in small letters",
  ];

  for (const [pattern, expected] of [
    ["", [0, 1, 2, 3]],
    ["ERROR", [0, 1]],
    ["ERROR REQUEST", [0, 1]],
    ["?ERROR ?WARN", [0, 1, 2]],
    ["ERROR -400", [1]],
    ['"BAD REQUEST"', [0]],
    ["%ERROR 40[01]%", [0, 1]],
    ['REQUEST ?"400" ?"WARN"', [0]],
  ] as const)
    it(`'${pattern}' matches what its terms ask for`, () => {
      expect(matching(pattern, lines)).to.deep.equal(expected);
    });
});

describe("a filter pattern for JSON lines", () => {
  const lines = [
    { level: "ERROR", code: 500, user: { id: 1, name: "ada" }, list: [{ at: "x" }], ok: true, none: null },
    { level: "INFO", code: 404, user: { id: 2 }, ok: false, "a.b": 3 },
    { code: "500" },
    "no JSON at all: ERROR",
  ];

  for (const [pattern, expected] of [
    ['{ $.level = "ERROR" }', [0]],
    ["{ $.level = ERROR }", [0]],
    ['{ $.level != "ERROR" }', [1]],
    ['{ $.level = "*R*" }', [0]],
    ["{ $.level = %^ER|^IN% }", [0, 1]],
    ["{ $.code = 500 }", [0, 2]],
    ["{ $.code >= 404 }", [0, 1]],
    ["{ $.code < 500 }", [1]],
    ["{ $.user.id = 1 }", [0]],
    ['{ $.list[0].at = "x" }', [0]],
    ["{ $['a.b'] = 3 }", [1]],
    ["{ $.none IS NULL }", [0]],
    ["{ $.ok IS TRUE }", [0]],
    ["{ $.ok IS FALSE }", [1]],
    ["{ $.level NOT EXISTS }", [2]],
    ["{ $.user.name EXISTS }", [0]],
    ["{ $.code = 500 && $.level = ERROR }", [0]],
    ["{ $.level = INFO || $.code = 500 && $.user.id = 7 }", [1]],
    ["{ ($.level = INFO || $.code = 500) && $.user.id EXISTS }", [0, 1]],
  ] as const)
    it(`'${pattern}' matches`, () => {
      expect(matching(pattern, lines)).to.deep.equal(expected);
    });

  for (const pattern of [
    "{ $.level = }",
    "{ level = 1 }",
    "{ $.a > word }",
    "{ ($.a = 1 }",
    "{ $.a = 1 ) }",
    "{ $.a IS EMPTY }",
    "{ $.a = 1",
    "{ $.a = %(x)% }",
    "%[%",
    "[ip, user]",
    '"open',
  ])
    it(`'${pattern}' is refused, and named`, () => {
      expect(() => compileLogPattern(pattern)).to.throw(LogFilterError, pattern);
    });
});

describe("a metric filter", () => {
  const filter: MetricFilter = {
    pattern: '{ $.message = "error log unavailable" }',
    namespace: "Backoffice",
    name: "ErrorLogFallback",
    value: "1",
    dimensions: { environment: "$.environment", service: "$.service" },
  };
  const line = { message: "error log unavailable", environment: "local", service: "orders", bytes: 12 };

  it("adds one data point for a line that matches, with the dimensions of the line", () => {
    expect(compileMetricFilter(filter)(JSON.stringify(line), 7)).to.deep.equal([
      {
        namespace: "Backoffice",
        name: "ErrorLogFallback",
        dimensions: { environment: "local", service: "orders" },
        at: 7,
        value: 1,
      },
    ]);
  });

  it("takes its value from the line where it is declared so", () => {
    const [point] = compileMetricFilter({ ...filter, value: "$.bytes" })(JSON.stringify(line), 7);
    expect(point?.value).to.equal(12);
  });

  it("adds nothing for a line that does not match, or that lacks a dimension or the value", () => {
    const add = (changed: object, of: MetricFilter = filter) =>
      compileMetricFilter(of)(JSON.stringify({ ...line, ...changed }), 7);
    expect(add({ message: "all is well" })).to.deep.equal([]);
    expect(add({ service: undefined })).to.deep.equal([]);
    expect(add({ service: { deep: 1 } })).to.deep.equal([]);
    expect(add({ bytes: "twelve" }, { ...filter, value: "$.bytes" })).to.deep.equal([]);
  });

  it("refuses a dimension that is no property of a line", () => {
    expect(() => compileMetricFilter({ ...filter, dimensions: { service: "orders" } })).to.throw(
      LogFilterError,
      "orders",
    );
  });
});
