// The part of CloudWatch's metric math that the program's alarms use: numbers, metrics by id, `+ - * /`, comparisons, `IF` with three
// arguments, `FILL` with a number. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
// Anything else is refused: a wrong value would be worse than none.

type Operator = "+" | "-" | "*" | "/" | ">" | ">=" | "<" | "<=" | "==" | "!=";

/** An expression, read. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "metric"; readonly id: string }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: "fill"; readonly of: Expression; readonly value: number };

/** An expression that this reader does not know. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

/** Lowest binding first. */
const levels: readonly (readonly Operator[])[] = [
  [">", ">=", "<", "<=", "==", "!="],
  ["+", "-"],
  ["*", "/"],
];

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(>=|<=|==|!=|[-+*/<>(),]))/y;

/** Reads an expression. @throws {ExpressionError} it is outside of the part above; says where */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const refuse = (what: string) => new ExpressionError(`${what} in '${text}'`);
  const peek = () => tokens[at] ?? "the end";
  const take = (expected: string) => {
    if (peek() !== expected) throw refuse(`'${expected}' expected, '${peek()}' found`);
    at += 1;
  };

  function level(depth: number): Expression {
    const operators = levels[depth];
    if (operators === undefined) return operand();
    let left = level(depth + 1);
    for (;;) {
      const operator = operators.find((one) => one === peek());
      if (operator === undefined) return left;
      at += 1;
      left = { kind: "operation", operator, left, right: level(depth + 1) };
      // CloudWatch does not say what `a > b > c` is.
      if (depth === 0 && operators.some((one) => one === peek())) throw refuse("a second comparison");
    }
  }

  function operand(): Expression {
    const found = peek();
    at += 1;
    if (found === "(") {
      const inner = level(0);
      take(")");
      return inner;
    }
    if (/^\d/.test(found)) return { kind: "number", value: Number(found) };
    if (found === "IF") return condition();
    if (found === "FILL") return fill();
    // Ids start with a small letter, functions with a capital one.
    if (/^[a-z]\w*$/.test(found) && peek() !== "(") return { kind: "metric", id: found };
    throw refuse(`'${found}' is not known`);
  }

  function condition(): Expression {
    take("(");
    const test = level(0);
    take(",");
    const whenTrue = level(0);
    take(",");
    const whenFalse = level(0);
    take(")");
    return { kind: "if", condition: test, whenTrue, whenFalse };
  }

  function fill(): Expression {
    take("(");
    const of = level(0);
    take(",");
    const value = peek();
    if (!/^\d/.test(value)) throw refuse(`FILL with '${value}'`);
    at += 1;
    take(")");
    return { kind: "fill", of, value: Number(value) };
  }

  const expression = level(0);
  if (at < tokens.length) throw refuse(`'${peek()}' is too much`);
  return expression;
}

/** Ids of the metrics that an expression uses, each once. */
export function idsIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "metric":
      return [expression.id];
    case "fill":
      return idsIn(expression.of);
    case "operation":
      return [...new Set([...idsIn(expression.left), ...idsIn(expression.right)])];
    case "if":
      return [...new Set([expression.condition, expression.whenTrue, expression.whenFalse].flatMap(idsIn))];
  }
}

/**
 * The value of an expression at one moment.
 *
 * @param dataPointOf a metric's data point of that moment; undefined: it has none
 * @returns undefined when a data point that counts is missing, and for a division by zero
 */
export function evaluate(expression: Expression, dataPointOf: (id: string) => number | undefined): number | undefined {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "metric":
      return dataPointOf(expression.id);
    case "fill":
      return evaluate(expression.of, dataPointOf) ?? expression.value;
    case "if": {
      const condition = evaluate(expression.condition, dataPointOf);
      if (condition === undefined) return undefined;
      return evaluate(condition === 0 ? expression.whenFalse : expression.whenTrue, dataPointOf);
    }
    case "operation": {
      const left = evaluate(expression.left, dataPointOf);
      const right = evaluate(expression.right, dataPointOf);
      if (left === undefined || right === undefined) return undefined;
      const value = calculate(expression.operator, left, right);
      return Number.isFinite(value) ? value : undefined;
    }
  }
}

function calculate(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case ">":
      return Number(left > right);
    case ">=":
      return Number(left >= right);
    case "<":
      return Number(left < right);
    case "<=":
      return Number(left <= right);
    case "==":
      return Number(left === right);
    case "!=":
      return Number(left !== right);
  }
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const at = token.lastIndex;
    const [, number, word, sign] = token.exec(text) ?? [];
    const found = number ?? word ?? sign;
    if (found === undefined) throw new ExpressionError(`'${text.slice(at).trim()}' cannot be read in '${text}'`);
    tokens.push(found);
  }
  return tokens;
}
