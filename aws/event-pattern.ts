import { isRecord } from "../values/is-record";
import { type Condition, compileCondition, isLeaf, type Leaf } from "./event-pattern-conditions";
import { eventBridge, type PatternDialect } from "./event-pattern-dialects";
import { EventPatternError } from "./event-pattern-error";

export { eventBridge, lambdaFilter, type PatternDialect, snsAttributes, snsBody } from "./event-pattern-dialects";
export { EventPatternError } from "./event-pattern-error";

/** Stands in an event for a value that is not known: every condition on it, and on anything below it, counts as met. */
export const anything: unique symbol = Symbol("anything");

/** A pattern that AWS takes, ready to be tried on events. */
export interface EventPattern {
  /**
   * Whether the event passes. Of lists in the event any item will do, but all conditions below one list must hold for the same item. The
   * work is bounded by the size of the pattern times that of the event.
   */
  matches(event: unknown): boolean;
  /**
   * Alternatives that let none of these events through by themselves, as paths such as `detail-type.1` or `$or.0`: of a pattern that
   * matches none of them, all. Who writes down an alternative expects that something comes by it.
   */
  idleAlternatives(events: readonly unknown[]): readonly string[];
}

/** A field's alternatives, or the branches of `$or`: of each of them one has to hold. */
interface Choice {
  /** Path in the pattern. */
  readonly path: string;
  readonly size: number;
  /** The branches of `$or` that it stands in. */
  readonly within: readonly Only[];
}

/** Of one choice, one alternative only. */
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

/** Names that are operators: no fields of a branch of `$or`. */
const reserved: ReadonlySet<string> = new Set([...eventBridge.operators, "exactly"]);

/**
 * Compiles an event pattern of EventBridge, a filter policy of SNS, or a filter of a Lambda event source mapping.
 *
 * Two things are told apart by AWS and not here: `300` and `300.0`, for JSON numbers are read as such; and fields that stand beside `$or`
 * and again in one of its branches, of which both must hold here.
 *
 * Source: EventBridge User Guide, "Event pattern syntax" and "Comparison operators for use in event patterns"; README of aws/event-ruler.
 *
 * @param pattern JSON, or what it says
 * @throws {EventPatternError} AWS refuses it: with the place and the reason
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

  /** @param names where the event is looked at @param path where the pattern says so: `$or` is part of it */
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

/** Rules that AWS makes of it: each `$or` multiplies. */
function branchesOf(node: Node): number {
  if (node.kind === "values") return 1;
  if (node.kind === "or") return node.branches.reduce((sum, branch) => sum + branchesOf(branch), 0);
  return [...node.parts.map(([, part]) => part), ...node.ors].reduce((product, part) => product * branchesOf(part), 1);
}

/** One event, looked at by one pattern. */
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

  /** Below a field: of a list in the event, for one of its items. */
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

  /** Whether the event as a whole has no value there: an object is none. */
  private isAbsent(names: readonly string[]): boolean {
    const key = JSON.stringify(names);
    const known = this.absences.get(key) ?? !hasLeaf(this.event, names);
    this.absences.set(key, known);
    return known;
  }
}

/** Something unknown may as well be absent: it counts as no leaf. */
function hasLeaf(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return leavesOf(value).some((leaf) => leaf !== anything);
  return flat(value).some((item) => hasLeaf(member(item, name), rest));
}

function leavesOf(value: unknown): readonly (Leaf | typeof anything)[] {
  return flat(value).filter((item) => item === anything || isLeaf(item));
}

/** The items of lists, at any depth; anything else by itself. */
function flat(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => flat(item)) : [value];
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecordOrAnything(value: unknown): boolean {
  return value === anything || isRecord(value);
}
