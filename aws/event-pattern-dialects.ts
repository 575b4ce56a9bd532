/** Operators that are written as an object: `{ "prefix": "carrier." }`. */
export type Operator =
  | "anything-but"
  | "cidr"
  | "equals-ignore-case"
  | "exists"
  | "numeric"
  | "prefix"
  | "suffix"
  | "wildcard";

/** The part of the shared pattern grammar that one service accepts. */
export interface PatternDialect {
  /** Name of the service's patterns, for messages. */
  readonly name: string;
  readonly operators: readonly Operator[];
  /** Operators that `anything-but` accepts besides values and lists of values. */
  readonly anythingBut: readonly Operator[];
  /** Whether `prefix` and `suffix` accept `{ "equals-ignore-case": ... }`. */
  readonly ignoresCaseOfParts: boolean;
  /** Whether a field may be an object with fields of its own. */
  readonly nested: boolean;
  /** Largest pattern, in characters of JSON. */
  readonly maxCharacters: number;
  /** Bound of the absolute value of numbers in `numeric` and in `anything-but`. */
  readonly largestNumber: number;
  /** Most branches that all `$or` together may make, multiplied out. */
  readonly maxBranches: number;
  /** Most fields with conditions. @default no limit */
  readonly maxFields?: number;
  /** Most combinations: the product, over all fields, of the number of values times the depth. @default no limit */
  readonly maxCombinations?: number;
}

/**
 * Patterns of rules on an event bus. Source: EventBridge User Guide, "Comparison operators for use in event patterns" (event bus support),
 * and "Quotas" (default size of an event pattern); for numbers the README of AWS's own matcher, aws/event-ruler.
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
 * Filters of event source mappings of queues and streams. Source: Lambda Developer Guide, "Control which events Lambda sends to your
 * function": its table of operators has neither wildcards nor CIDR ranges, and a pattern has at most 4,096 characters.
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

/** Filter policies with the scope `MessageAttributes`, SNS's default: attributes have no nested fields. */
export const snsAttributes: PatternDialect = { ...snsBody, nested: false };
