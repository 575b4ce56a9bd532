import { expect } from "chai";
import { idsIn, parseExpression } from "../../../aws/metric-math/parse";
import { MetricMathError } from "../../../aws/metric-math/value";

describe("reading metric math", () => {
  it("binds products before sums, these before comparisons, AND before OR", () => {
    const bracketed = "(((a + (b * c)) > 1) && (d < 2)) || (e == 3)";
    expect(parseExpression("a + b * c > 1 AND d < 2 OR e == 3")).to.deep.equal(parseExpression(bracketed));
    expect(parseExpression("a - b - c")).to.deep.equal(parseExpression("(a - b) - c"));
    expect(parseExpression("a ^ b ^ c")).to.deep.equal(parseExpression("a ^ (b ^ c)"));
  });

  it("finds each id once, and neither functions nor what stands in quotes", () => {
    expect(
      idsIn(parseExpression("IF(calls > 0, SUM(METRICS('errors')) / time0 + FILL(-calls, last), 0)")),
    ).to.deep.equal(["calls", "time0", "last"]);
    expect(idsIn(parseExpression("SUM([a, FILL(b, REPEAT)])"))).to.deep.equal(["a", "b"]);
  });

  for (const [text, says] of [
    ["", "nothing stands in ''"],
    ["errors +", "Expected expression after + at character 8 in 'errors +'"],
    ["errors invocations", "two expressions stand side by side in 'errors invocations'"],
    ["(errors", "Unclosed ("],
    ["IF(errors)", "IF takes 2 to 3 arguments, not 1"],
    ["IF(a, 1, 2, 3)", "IF takes 2 to 3 arguments, not 4"],
    ["FILL(errors)", "FILL takes 2 arguments, not 1"],
    ["FILL(errors, 1, 2)", "FILL takes 2 arguments, not 3"],
    ["FILL(errors, AGAIN)", "'AGAIN' is no id"],
    ["SUM(a, b)", "SUM takes 1 arguments, not 2"],
    ["SUM()", "SUM takes 1 arguments, not 0"],
    ["METRICS(a)", "METRICS takes nothing, or a text"],
    ["sum(errors)", "the function sum is not evaluated"],
    ["constructor(errors)", "the function constructor is not evaluated"],
    ["ANOMALY_DETECTION_BAND(errors, 2)", "the function ANOMALY_DETECTION_BAND is not evaluated"],
    ["SEARCH()", "the function SEARCH is not evaluated"],
    ["Errors * 2", "'Errors' is no id"],
    ["'errors'", "Literal is no metric math"],
    ["a.b", "MemberExpression is no metric math"],
    ["this", "ThisExpression is no metric math"],
    ["a ? 1 : 0", "ConditionalExpression is no metric math"],
    ["!a", "Unexpected"],
    ["a % 2", "Unexpected"],
    ["[a, , b]", "a value is missing"],
    ["1.2.3", "Unexpected period"],
  ] as const) {
    it(`refuses '${text}'`, () => {
      expect(() => parseExpression(text)).to.throw(MetricMathError, says);
    });
  }
});
