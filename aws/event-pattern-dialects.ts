/** Operators that stand in an object: `{ "prefix": "carrier." }`. */
export type Operator =
  | "anything-but"
  | "cidr"
  | "equals-ignore-case"
  | "exists"
  | "numeric"
  | "prefix"
  | "suffix"
  | "wildcard";

/** What one service takes of the grammar that they share. */
export interface PatternDialect {
  /** For messages. */
  readonly name: string;
  readonly operators: readonly Operator[];
  /** What may stand inside `anything-but` beside values and lists of values. */
  readonly anythingBut: readonly Operator[];
  /** Whether `prefix` and `suffix` take `{ "equals-ignore-case": ... }`. */
  readonly ignoresCaseOfParts: boolean;
  /** Whether a field may be an object with fields of its own. */
  readonly nested: boolean;
  /** Largest pattern, in characters of JSON. */
  readonly maxCharacters: number;
  /** Numbers of `numeric` and of numeric `anything-but` lie between minus this and this. */
  readonly largestNumber: number;
  /** Most branches that `$or` may come to, multiplied out. */
  readonly maxBranches: number;
  /** Most fields with conditions. Default: no bound. */
  readonly maxFields?: number;
  /** Most combinations: the product over all fields of their number of values times their depth. Default: no bound. */
  readonly maxCombinations?: number;
}

/**
 * Rules on an event bus. Source: EventBridge User Guide, "Comparison operators for use in event patterns" (event bus support), and
 * "Quotas" (size of an event pattern, before it is raised); for numbers the README of AWS's own matcher, aws/event-ruler.
 */
export const eventBridge: PatternDialect = {
  name: "EventBridge",
  operators: ["anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"],
  anythingBut: ["equals-ignore-case", "prefix", "suffix", "wildcard"],
  ignoresCaseOfParts: true,
  nested: true,
  maxCharacters: 2_048,
  largestNumber: 5e9,
  maxBranches: 1_000,
};

/**
 * Filters of event source mappings: queues, streams. Source: Lambda Developer Guide, "Control which events Lambda sends to your function":
 * its table of operators knows neither wildcards nor networks, and a pattern has at most 4,096 characters.
 */
export const lambdaFilter: PatternDialect = {
  ...eventBridge,
  name: "Lambda",
  operators: ["anything-but", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"],
  anythingBut: [],
  ignoresCaseOfParts: false,
  maxCharacters: 4_096,
};

/**
 * Filter policies of subscriptions with the scope `MessageBody`. Source: SNS Developer Guide, "Amazon SNS subscription filter policies" (its
 * list of operators has no wildcard) and "Filter policy constraints": five keys, 150 combinations, 256 KB, numbers to a billion.
 */
export const snsBody: PatternDialect = {
  ...eventBridge,
  name: "SNS",
  operators: ["anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix"],
  anythingBut: ["prefix"],
  ignoresCaseOfParts: false,
  maxCharacters: 262_144,
  largestNumber: 1e9,
  maxFields: 5,
  maxCombinations: 150,
};

/** The same with the scope `MessageAttributes`, SNS's default: attributes have no fields of their own. */
export const snsAttributes: PatternDialect = { ...snsBody, nested: false };
