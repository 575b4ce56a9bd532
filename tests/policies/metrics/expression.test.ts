import { expect } from "chai";
import { ExpressionError, evaluate, idsIn } from "../../../policies/metrics/expression";

describe("metric math", () => {
  const samples = { a: 6, b: 3, gap: undefined };
  const cases: readonly (readonly [string, number | undefined])[] = [
    ["a + b * 2", 12],
    ["(a + b) * 2", 18],
    ["a - b - 1", 2],
    ["-a / b", -2],
    ["IF(a > b, 1, 0)", 1],
    ["IF(a <= b || b != 3, 1, 2)", 2],
    ["IF(a > 1 && b > 1, a, b)", 6],
    ["FILL(gap, 0) + a", 6],
    ["gap + a", undefined],
    ["SUM([a, b, gap])", 9],
    ["MAX([a, b]) - MIN([a, b]) + AVG([a, b]) + ABS(-1)", 8.5],
  ];
  for (const [expression, value] of cases) {
    it(`makes ${value ?? "no data"} of ${expression}`, () => {
      expect(evaluate(expression, samples)).to.equal(value);
    });
  }

  for (const expression of ["a +", "a b", "c", "RATE(a)", "(a", "FILL(a, REPEAT)", ""]) {
    it(`refuses to guess what '${expression}' is`, () => {
      expect(() => evaluate(expression, samples)).to.throw(ExpressionError);
    });
  }

  it("finds ids and leaves out functions and what stands in quotes", () => {
    expect(idsIn("IF(calls > 0, SUM(METRICS('errors')) / time0, 0)")).to.deep.equal(["calls", "time0"]);
  });
});
