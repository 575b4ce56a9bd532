import { BlockList, isIP } from "node:net";
import { isRecord } from "../values/is-record";
import type { Operator, PatternDialect } from "./event-pattern-dialects";
import { EventPatternError } from "./event-pattern-error";
import { matches, readEventWildcard, WildcardError } from "./wildcard";

/** A value of an event that has no fields or items. */
export type Leaf = string | number | boolean | null;

/** One alternative for a field: a test of its value, or that the field is absent. */
export type Condition = ((leaf: Leaf) => boolean) | "absent";

/**
 * Compiles one entry of a field's list.
 *
 * @throws {EventPatternError} AWS rejects it
 */
export function compileCondition(entry: unknown, path: string, dialect: PatternDialect): Condition {
  if (isLeaf(entry)) return (leaf) => leaf === entry;
  const [operator, operand] = operation(entry, path);
  if (!dialect.operators.some((known) => known === operator)) {
    throw new EventPatternError(path, `has the operator '${operator}', which ${dialect.name} does not know`);
  }
  const at = `${path}.${operator}`;
  switch (operator as Operator) {
    case "prefix":
      return prefix(partOperand(operand, at, dialect));
    case "suffix":
      return suffix(partOperand(operand, at, dialect));
    case "equals-ignore-case":
      return sameIgnoringCase(text(operand, at));
    case "wildcard":
      return wildcard(operand, at);
    case "exists":
      if (typeof operand !== "boolean") throw new EventPatternError(at, "must be true or false");
      return operand ? () => true : "absent";
    case "numeric":
      return numeric(operand, at, dialect);
    case "cidr":
      return network(text(operand, at), at);
    case "anything-but":
      return anythingBut(operand, at, dialect);
  }
}

function anythingBut(operand: unknown, at: string, dialect: PatternDialect): Condition {
  if (!isRecord(operand)) {
    const excluded = list(operand, at);
    const kinds = new Set(excluded.map((value) => typeof value));
    if (kinds.size > 1 || excluded.some((value) => !["string", "number"].includes(typeof value)))
      throw new EventPatternError(at, "must be texts only or numbers only");
    for (const value of excluded) if (typeof value === "number") bounded(value, at, dialect);
    const known = new Set<unknown>(excluded);
    return (leaf) => !known.has(leaf);
  }
  const [operator, inner] = operation(operand, at);
  if (!dialect.anythingBut.some((known) => known === operator))
    throw new EventPatternError(at, `has the operator '${operator}', which ${dialect.name} does not know there`);
  const excluded = list(inner, `${at}.${operator}`).map((value) => {
    if (text(value, `${at}.${operator}`) === "") throw new EventPatternError(`${at}.${operator}`, "must not be empty");
    return compileCondition({ [operator]: value }, at, dialect);
  });
  return (leaf) => !excluded.some((condition) => condition !== "absent" && condition(leaf));
}

/** Operand of `prefix` and `suffix`, with or without regard to case. */
interface Part {
  readonly text: string;
  readonly ignoresCase: boolean;
}

function partOperand(operand: unknown, at: string, dialect: PatternDialect): Part {
  if (typeof operand === "string") return { text: operand, ignoresCase: false };
  const [operator, inner] = operation(operand, at);
  if (operator !== "equals-ignore-case" || !dialect.ignoresCaseOfParts)
    throw new EventPatternError(at, "must be a text");
  return { text: folded(text(inner, `${at}.${operator}`)), ignoresCase: true };
}

const prefix =
  ({ text, ignoresCase }: Part): Condition =>
  (leaf) =>
    typeof leaf === "string" && (ignoresCase ? folded(leaf) : leaf).startsWith(text);

const suffix =
  ({ text, ignoresCase }: Part): Condition =>
  (leaf) =>
    typeof leaf === "string" && (ignoresCase ? folded(leaf) : leaf).endsWith(text);

function sameIgnoringCase(wanted: string): Condition {
  const same = folded(wanted);
  return (leaf) => typeof leaf === "string" && folded(leaf) === same;
}

function folded(value: string): string {
  return value.toLowerCase();
}

function wildcard(operand: unknown, at: string): Condition {
  try {
    const pattern = readEventWildcard(text(operand, at));
    return (leaf) => typeof leaf === "string" && matches(pattern, leaf);
  } catch (error) {
    if (!(error instanceof WildcardError)) throw error;
    throw new EventPatternError(at, error.message);
  }
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** Operand of `numeric`: `["=", n]`, one bound, or a lower bound followed by a higher upper bound. */
function numeric(operand: unknown, at: string, dialect: PatternDialect): Condition {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new EventPatternError(at, "must be one comparison, or a lower and an upper bound");
  const bounds = [0, 2]
    .filter((index) => index < operand.length)
    .map((index) => {
      const operator: unknown = operand[index];
      const compare = typeof operator === "string" ? comparisons[operator] : undefined;
      if (compare === undefined) throw new EventPatternError(at, `has no comparison '${String(operator)}'`);
      return { operator: String(operator), compare, bound: bounded(operand[index + 1], at, dialect) };
    });
  const [low, high] = bounds;
  if (low !== undefined && high !== undefined) {
    if (!low.operator.startsWith(">") || !high.operator.startsWith("<"))
      throw new EventPatternError(at, "must give the lower bound first, then the upper one");
    if (low.bound >= high.bound) throw new EventPatternError(at, "must have a lower bound below the upper one");
  }
  return (leaf) => typeof leaf === "number" && bounds.every(({ compare, bound }) => compare(leaf, bound));
}

function bounded(value: unknown, at: string, { largestNumber }: PatternDialect): number {
  if (typeof value !== "number" || Math.abs(value) > largestNumber)
    throw new EventPatternError(at, `must have numbers between -${largestNumber} and ${largestNumber}`);
  return value;
}

/** An IPv4 or IPv6 network: `10.0.0.0/24`. */
function network(operand: string, at: string): Condition {
  const [, address = "", length = ""] = /^([^/]+)\/(\d{1,3})$/.exec(operand) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || Number(length) > most)
    throw new EventPatternError(at, "must be a network such as 10.0.0.0/24 or 2001:db8::/32");
  const inside = new BlockList();
  inside.addSubnet(address, Number(length), family(version));
  return (leaf) => typeof leaf === "string" && isIP(leaf) === version && inside.check(leaf, family(version));
}

function family(version: number): "ipv4" | "ipv6" {
  return version === 4 ? "ipv4" : "ipv6";
}

/** The only key of an operator's object, and its value. */
function operation(value: unknown, path: string): readonly [string, unknown] {
  if (!isRecord(value)) throw new EventPatternError(path, "must be a text, a number, true, false, null or an operator");
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0) throw new EventPatternError(path, "must have exactly one operator");
  return first;
}

function text(value: unknown, at: string): string {
  if (typeof value !== "string") throw new EventPatternError(at, "must be a text");
  return value;
}

/** The value as a list: a single value is a list of one. */
function list(value: unknown, at: string): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new EventPatternError(at, "must not be an empty list");
  return values;
}

export function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
