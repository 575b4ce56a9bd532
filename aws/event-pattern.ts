import { isRecord } from "../values/is-record";
import { type Condition, compileCondition, isLeaf, type Leaf } from "./event-pattern-conditions";
import { eventBridge, type PatternDialect } from "./event-pattern-dialects";
import { EventPatternError } from "./event-pattern-error";

export { eventBridge, lambdaFilter, type PatternDialect, snsAttributes, snsBody } from "./event-pattern-dialects";
export { EventPatternError } from "./event-pattern-error";

/** Placeholder in an event for an unknown value: every condition on it, and on its fields, counts as met. */
export const anything: unique symbol = Symbol("anything");

/** A compiled pattern that AWS accepts. */
export interface EventPattern {
  /**
   * Whether the event matches. In a list of the event any item may match, but all conditions on fields of a list must match in the same
   * item.
   * The work is bounded by the size of the pattern times the size of the event.
   */
  matches(event: unknown): boolean;
  /**
   * Alternatives that match none of these events on their own, as paths such as `detail-type.1` or `$or.0`; all of them when the pattern
   * matches no event. Such an alternative is most likely a mistake.
   */
  idleAlternatives(events: readonly unknown[]): readonly string[];
}

/** A field's alternatives, or the branches of `$or`, one of which must match. */
interface Choice {
  /** Path in the pattern. */
  readonly path: string;
  readonly size: number;
  /** The branches of `$or` that contain it. */
  readonly within: readonly Only[];
}

/** A choice reduced to one of its alternatives. */
interface Only {
  readonly choice: Pick<Choice, "path">;
  readonly index: number;
}

type Node =
  | { readonly kind: "fields"; readonly parts: readonly (readonly [string, Node])[]; readonly ors: readonly Node[] }
  | ({ readonly kind: "or"; readonly branches: readonly Node[] } & Choice)
  | ({
      readonly kind: "values";
      readonly names: readonly string[];
      readonly conditions: readonly Condition[];
    } & Choice);

/** Names of operators, which cannot be fields in a branch of `$or`. */
const reserved: ReadonlySet<string> = new Set([...eventBridge.operators, "exactly"]);

/**
 * Compiles an event pattern of EventBridge, a filter policy of SNS, or a filter of a Lambda event source mapping.
 *
 * Two cases differ from AWS: `300` and `300.0` are equal here, because both are the same JSON number; and a field that stands beside `$or`
 * and again in one of its branches must match both here.
 *
 * Source: EventBridge User Guide, "Event pattern syntax" and "Comparison operators for use in event patterns"; README of aws/event-ruler.
 *
 * @param pattern as JSON, or the parsed value
 * @throws {EventPatternError} AWS rejects it; the error has the path and the reason
 */
export function compileEventPattern(pattern: unknown, dialect: PatternDialect = eventBridge): EventPattern {
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  if (text === undefined || text.length > dialect.maxCharacters)
    throw new EventPatternError("", `must be JSON of at most ${dialect.maxCharacters} characters`);
  const compiler = new Compiler(dialect);
  const root = compiler.root(parsed(text));
  const passes = (event: unknown, ...only: readonly Only[]) =>
    isRecord(event) && new Match(event, only).holds(root, event);
  return {
    matches: (event) => passes(event),
    idleAlternatives: (events) =>
      compiler.choices.flatMap((choice) =>
        Array.from({ length: choice.size }, (_, index) => index)
          .filter((index) => !events.some((event) => passes(event, ...choice.within, { choice, index })))
          .map((index) => `${choice.path}.${index}`),
      ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EventPatternError("", "must be JSON");
  }
}

class Compiler {
  readonly choices: Choice[] = [];
  private combinations = 1;

  constructor(private readonly dialect: PatternDialect) {}

  root(pattern: unknown): Node {
    const root = this.fields(pattern, [], "", []);
    const { name, maxFields = Number.POSITIVE_INFINITY, maxCombinations = Number.POSITIVE_INFINITY } = this.dialect;
    const fields = this.choices.filter(({ path }) => !/(^|\.)\$or$/.test(path)).length;
    if (fields > maxFields) throw new EventPatternError("", `has ${fields} keys, ${name} takes ${maxFields}`);
    if (this.combinations > maxCombinations)
      throw new EventPatternError("", `has ${this.combinations} combinations, ${name} takes ${maxCombinations}`);
    if (branchesOf(root) > this.dialect.maxBranches)
      throw new EventPatternError("", `comes to more than ${this.dialect.maxBranches} branches by $or`);
    return root;
  }

  /** @param names path of the fields in an event @param path path in the pattern, which also contains `$or` */
  private fields(value: unknown, names: readonly string[], path: string, within: readonly Only[]): Node {
    if (!isRecord(value)) throw new EventPatternError(path, "must be an object");
    const entries = Object.entries(value);
    if (entries.length === 0) throw new EventPatternError(path, "must not be an empty object");
    const parts: [string, Node][] = [];
    const ors: Node[] = [];
    for (const [name, wanted] of entries) {
      const at = path === "" ? name : `${path}.${name}`;
      if (name === "$or") ors.push(this.or(wanted, names, at, within));
      else if (within.length > 0 && reserved.has(name))
        throw new EventPatternError(at, "is an operator, which is no field inside $or");
      else parts.push([name, this.field(wanted, [...names, name], at, within)]);
    }
    return { kind: "fields", parts, ors };
  }

  private field(wanted: unknown, names: readonly string[], at: string, within: readonly Only[]): Node {
    if (!Array.isArray(wanted)) {
      if (!isRecord(wanted) || !this.dialect.nested)
        throw new EventPatternError(at, `must be a list${this.dialect.nested ? " or an object" : ""}`);
      return this.fields(wanted, names, at, within);
    }
    if (wanted.length === 0) throw new EventPatternError(at, "must not be an empty list");
    const conditions = wanted.map((entry, index) => compileCondition(entry, `${at}.${index}`, this.dialect));
    this.combinations *= conditions.length * names.length;
    const node = { kind: "values", names, conditions, path: at, size: conditions.length, within } as const;
    this.choices.push(node);
    return node;
  }

  private or(value: unknown, names: readonly string[], path: string, within: readonly Only[]): Node {
    if (!Array.isArray(value) || value.length < 2)
      throw new EventPatternError(path, "must be a list of two or more objects");
    const branches = value.map((branch, index) =>
      this.fields(branch, names, `${path}.${index}`, [...within, { choice: { path }, index }]),
    );
    const node = { kind: "or", branches, path, size: branches.length, within } as const;
    this.choices.push(node);
    return node;
  }
}

/** Number of rules that AWS compiles it to: each `$or` multiplies it. */
function branchesOf(node: Node): number {
  if (node.kind === "values") return 1;
  if (node.kind === "or") return node.branches.reduce((sum, branch) => sum + branchesOf(branch), 0);
  return [...node.parts.map(([, part]) => part), ...node.ors].reduce((product, part) => product * branchesOf(part), 1);
}

/** Matches one event against one pattern. */
class Match {
  private readonly absences = new Map<string, boolean>();

  constructor(
    private readonly event: Readonly<Record<string, unknown>>,
    private readonly only: readonly Only[],
  ) {}

  holds(node: Node, value: unknown): boolean {
    switch (node.kind) {
      case "fields":
        return (
          node.parts.every(([name, part]) => this.holdsAt(part, member(value, name))) &&
          node.ors.every((or) => this.holds(or, value))
        );
      case "or":
        return this.allowed(node, node.branches).some((branch) => this.holds(branch, value));
      case "values":
        return this.allowed(node, node.conditions).some((condition) =>
          condition === "absent"
            ? this.isAbsent(node.names)
            : leavesOf(value).some((leaf) => leaf === anything || condition(leaf)),
        );
    }
  }

  /** Whether a field's value matches; of a list, one of its items. */
  private holdsAt(node: Node, value: unknown): boolean {
    if (value === anything) return true;
    if (node.kind === "values") return this.holds(node, value);
    const items = flat(value).filter(isRecordOrAnything);
    if (items.length === 0) return this.holds(node, {});
    return items.some((item) => item === anything || this.holds(node, item));
  }

  private allowed<T>(choice: Choice, alternatives: readonly T[]): readonly T[] {
    const only = this.only.find((one) => one.choice.path === choice.path);
    return only === undefined ? alternatives : alternatives.slice(only.index, only.index + 1);
  }

  /** Whether the event has no value at this path; an object is not a value. */
  private isAbsent(names: readonly string[]): boolean {
    const key = JSON.stringify(names);
    const known = this.absences.get(key) ?? !hasLeaf(this.event, names);
    this.absences.set(key, known);
    return known;
  }
}

/** Whether there is a value at this path. An unknown value may be absent, so it does not count. */
function hasLeaf(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return leavesOf(value).some((leaf) => leaf !== anything);
  return flat(value).some((item) => hasLeaf(member(item, name), rest));
}

function leavesOf(value: unknown): readonly (Leaf | typeof anything)[] {
  return flat(value).filter((item) => item === anything || isLeaf(item));
}

/** The items of a list, nested lists flattened; a list of one for any other value. */
function flat(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => flat(item)) : [value];
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecordOrAnything(value: unknown): boolean {
  return value === anything || isRecord(value);
}
