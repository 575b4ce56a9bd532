import { expect } from "chai";
import fc from "fast-check";
import { type Expression, ExpressionError, evaluate, idsIn, parseExpression } from "../../../aws/alarms/expression";

const rate = "IF(invocations > 0, 100 * errors / invocations, 0)";

function compute(text: string, values: Readonly<Record<string, number>>): number | undefined {
  return evaluate(parseExpression(text), (id) => values[id]);
}

/** Any expression, written with all its brackets, so that writing it is simple and cannot hide a mistake in precedence. */
const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant("number" as const), value: fc.nat(50) }),
    fc.record({ kind: fc.constant("metric" as const), id: fc.constantFrom("a", "b", "lost") }),
    fc.record({
      kind: fc.constant("operation" as const),
      operator: fc.constantFrom("+", "-", "*", "/", ">", ">=", "<", "<=", "==", "!=") as fc.Arbitrary<"+">,
      left: tie("tree"),
      right: tie("tree"),
    }),
    fc.record({
      kind: fc.constant("if" as const),
      condition: tie("tree"),
      whenTrue: tie("tree"),
      whenFalse: tie("tree"),
    }),
    fc.record({ kind: fc.constant("fill" as const), of: tie("tree"), value: fc.nat(9) }),
  ),
})).tree;

function write(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "metric":
      return tree.id;
    case "operation":
      return `(${write(tree.left)} ${tree.operator} ${write(tree.right)})`;
    case "if":
      return `IF(${write(tree.condition)}, ${write(tree.whenTrue)}, ${write(tree.whenFalse)})`;
    case "fill":
      return `FILL(${write(tree.of)}, ${tree.value})`;
  }
}

/** The same as JavaScript, with NaN for what is missing. */
function naive(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return `(${tree.value})`;
    case "metric":
      return tree.id;
    case "operation":
      return `finite(both(${naive(tree.left)}, ${naive(tree.right)}, (x, y) => Number(x ${tree.operator} y)))`;
    case "if":
      return `choose(${naive(tree.condition)}, () => ${naive(tree.whenTrue)}, () => ${naive(tree.whenFalse)})`;
    case "fill":
      return `fill(${naive(tree.of)}, ${tree.value})`;
  }
}

const helpers = `
  const both = (x, y, f) => Number.isNaN(x) || Number.isNaN(y) ? NaN : f(x, y);
  const finite = (x) => Number.isFinite(x) ? x : NaN;
  const choose = (c, t, o) => Number.isNaN(c) ? NaN : c !== 0 ? t() : o();
  const fill = (x, v) => Number.isNaN(x) ? v : x;
`;

describe("an alarm's expression", () => {
  it("is the percentage of failed calls, and 0 without calls", () => {
    expect(compute(rate, { errors: 7, invocations: 100 })).to.equal(7);
    expect(compute(rate, { errors: 0, invocations: 0 })).to.equal(0);
    expect(compute(rate, {})).to.equal(undefined);
    expect(idsIn(parseExpression(rate))).to.have.members(["invocations", "errors"]);
  });

  it("fills in what is missing, metric by metric", () => {
    expect(compute("FILL(reads, 0) + FILL(writes, 0)", { writes: 3 })).to.equal(3);
    expect(compute("FILL(reads, 0) + FILL(writes, 0)", {})).to.equal(0);
    expect(compute("reads + FILL(writes, 0)", { writes: 3 })).to.equal(undefined);
  });

  it("binds products before sums before comparisons, and from left to right", () => {
    expect(compute("2 + 3 * 4", {})).to.equal(14);
    expect(compute("(2 + 3) * 4", {})).to.equal(20);
    expect(compute("20 - 5 - 3", {})).to.equal(12);
    expect(compute("100 / 10 / 5", {})).to.equal(2);
    expect(compute("1 + 1 > 1 * 1", {})).to.equal(1);
  });

  it("has no value where it divides by zero", () => {
    expect(compute("errors / calls", { errors: 1, calls: 0 })).to.equal(undefined);
  });

  it("gives the same as JavaScript would", () => {
    fc.assert(
      fc.property(anyExpression, fc.nat(20), fc.nat(20), (tree, a, b) => {
        const expected: unknown = new Function("a", "b", "lost", `${helpers} return ${naive(tree)};`)(a, b, Number.NaN);

        expect(parseExpression(write(tree))).to.deep.equal(tree);
        expect(compute(write(tree), { a, b }) ?? Number.NaN).to.deep.equal(expected);
      }),
    );
  });

  for (const text of [
    "",
    "errors +",
    "errors invocations",
    "(errors",
    "IF(errors, 1)",
    "FILL(errors, REPEAT)",
    "FILL(errors, -1)",
    "SUM(METRICS())",
    "MAX([a, b])",
    "RATE(errors)",
    "sum(errors)",
    "ANOMALY_DETECTION_BAND(errors, 2)",
    "a > b > c",
    "a && b",
    "a ^ 2",
    "1.2.3",
  ]) {
    it(`'${text}' is refused, for nobody here knows what it means`, () => {
      expect(() => parseExpression(text)).to.throw(ExpressionError);
    });
  }
});
