import jsep from "jsep";
import { functions } from "./functions";
import { MetricMathError } from "./value";

/** Binary operators. */
export type Operator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||";

/** How FILL fills a gap: it repeats the previous value, or interpolates between the values on both sides. */
export type Filling = "REPEAT" | "LINEAR";

/** A parsed expression of metric math. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "metric"; readonly id: string }
  | { readonly kind: "metrics"; readonly idsWith: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "minus"; readonly of: Expression }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression | undefined;
    }
  | { readonly kind: "fill"; readonly of: Expression; readonly by: Expression | Filling }
  | { readonly kind: "call"; readonly name: string; readonly values: readonly Expression[] };

/** From lowest to highest. CloudWatch documents no precedence; this is the usual one, left-associative except for `^`. */
const precedence: readonly (readonly Operator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];
const words: Readonly<Record<string, Operator>> = { AND: "&&", OR: "||" };
const operators: ReadonlySet<string> = new Set(precedence.flat());

for (const known of [jsep.removeAllBinaryOps, jsep.removeAllUnaryOps, jsep.removeAllLiterals]) known.call(jsep);
jsep.addUnaryOp("-");
for (const [index, level] of precedence.entries())
  for (const operator of level) jsep.addBinaryOp(operator, index + 1, operator === "^");
for (const [word, operator] of Object.entries(words))
  jsep.addBinaryOp(word, precedence.findIndex((level) => level.includes(operator)) + 1);

/**
 * Parses an expression of CloudWatch's metric math.
 *
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 *
 * @throws {MetricMathError} it is not a valid expression, or calls a function that is not supported here
 */
export function parseExpression(text: string): Expression {
  try {
    return read(jsep(text));
  } catch (error) {
    throw new MetricMathError(`${error instanceof Error ? error.message : error} in '${text}'`);
  }
}

/** Ids that an expression uses, each once. Metrics that only `METRICS` selects are not included. */
export function idsIn(expression: Expression): readonly string[] {
  return [...new Set(idsOf(expression))];
}

function idsOf(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "number":
    case "metrics":
      return [];
    case "metric":
      return [expression.id];
    case "list":
      return expression.items.flatMap(idsOf);
    case "minus":
      return idsOf(expression.of);
    case "operation":
      return [expression.left, expression.right].flatMap(idsOf);
    case "if":
      return [expression.condition, expression.whenTrue, expression.whenFalse ?? []].flat().flatMap(idsOf);
    case "fill":
      return [expression.of, typeof expression.by === "string" ? [] : expression.by].flat().flatMap(idsOf);
    case "call":
      return expression.values.flatMap(idsOf);
  }
}

function read(node: jsep.Expression): Expression {
  const found = node as jsep.CoreExpression;
  switch (found.type) {
    case "Literal":
      if (typeof found.value === "number") return { kind: "number", value: found.value };
      break;
    case "Identifier":
      // Ids start with a lower-case letter, functions with a capital one.
      if (/^[a-z]\w*$/.test(found.name)) return { kind: "metric", id: found.name };
      throw new MetricMathError(`'${found.name}' is no id`);
    case "ArrayExpression":
      return { kind: "list", items: readAll(found.elements) };
    case "UnaryExpression":
      return { kind: "minus", of: read(found.argument) };
    case "BinaryExpression":
      return operation(found);
    case "CallExpression":
      if (found.callee.type === "Identifier") return call(String(found.callee.name), found.arguments);
      break;
    case "Compound":
      throw new MetricMathError(found.body.length === 0 ? "nothing stands" : "two expressions stand side by side");
    default:
      break;
  }
  throw new MetricMathError(`${found.type} is no metric math`);
}

function readAll(nodes: readonly (jsep.Expression | null | undefined)[]): readonly Expression[] {
  return nodes.map((node) => {
    if (!node) throw new MetricMathError("a value is missing");
    return read(node);
  });
}

function operation({ operator, left, right }: jsep.BinaryExpression): Expression {
  const known = words[operator] ?? operator;
  if (!isOperator(known)) throw new MetricMathError(`'${operator}' is no operator`);
  return { kind: "operation", operator: known, left: read(left), right: read(right) };
}

function isOperator(text: string): text is Operator {
  return operators.has(text);
}

function call(name: string, given: readonly jsep.Expression[]): Expression {
  if (name === "METRICS") {
    const [node, ...others] = given;
    const text = node === undefined ? "" : node.value;
    if (typeof text !== "string" || others.length > 0) throw new MetricMathError("METRICS takes nothing, or a text");
    return { kind: "metrics", idsWith: text };
  }
  if (name === "FILL") return fill(given);
  const values = readAll(given);
  const [condition, whenTrue, whenFalse] = values;
  if (name === "IF") {
    if (condition === undefined || whenTrue === undefined || values.length > 3)
      throw wrongCount(name, 2, 3, values.length);
    return { kind: "if", condition, whenTrue, whenFalse };
  }
  const known = functions.get(name);
  if (known === undefined) throw new MetricMathError(`the function ${name} is not evaluated`);
  const { minArguments, maxArguments } = known;
  if (values.length < minArguments || values.length > maxArguments)
    throw wrongCount(name, minArguments, maxArguments, values.length);
  return { kind: "call", name, values };
}

function fill(given: readonly jsep.Expression[]): Expression {
  const [node, by] = given;
  if (node === undefined || by === undefined || given.length > 2) throw wrongCount("FILL", 2, 2, given.length);
  const word = by.type === "Identifier" ? by.name : undefined;
  if (word === "REPEAT" || word === "LINEAR") return { kind: "fill", of: read(node), by: word };
  return { kind: "fill", of: read(node), by: read(by) };
}

function wrongCount(name: string, least: number, most: number, found: number): MetricMathError {
  return new MetricMathError(
    `${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${found}:`,
  );
}
