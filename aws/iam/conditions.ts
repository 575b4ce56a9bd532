import { BlockList, isIPv6 } from "node:net";
import type { Condition } from "./document";
import { covers, coversArn } from "./pattern";

/** Undefined: not known. */
export type Truth = boolean | undefined;

/** The condition keys of a request. */
export interface RequestContext {
  /** Values by key in lower case. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Whether a key that is not in `values` is absent. Otherwise it may have any value. */
  readonly complete: boolean;
}

/** A context from condition keys, spelt as in IAM's reference. */
export function contextOf(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
  complete = true,
): RequestContext {
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key.toLowerCase(), typeof value === "string" ? [value] : value] as const],
  );
  return { values: new Map(given), complete };
}

type Comparison = (wanted: string, given: string) => Truth;

/**
 * Comparisons by operator in lower case, without `Not` and `IfExists`.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["stringequals", (wanted, given) => unescaped(wanted) === given],
  ["stringequalsignorecase", (wanted, given) => unescaped(wanted).toLowerCase() === given.toLowerCase()],
  ["stringlike", covers],
  // ArnEquals and ArnLike behave the same in IAM.
  ["arnequals", coversArn],
  ["arnlike", coversArn],
  ["bool", (wanted, given) => wanted.toLowerCase() === given.toLowerCase()],
  ["binaryequals", (wanted, given) => wanted === given],
  ["ipaddress", inRange],
  ...ordered("numeric", Number),
  ...ordered("date", (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
]);

/**
 * Whether a condition is met by a request: one of its values matches, or, with `Not`, none of them. When the request lacks the key, only
 * `Not`, `IfExists`, `ForAllValues` and `Null` with `true` are met.
 *
 * @returns undefined when it is not known whether the key is there, for an operator that does not exist, and for a policy variable
 */
export function holds({ operator, key, values }: Condition, context: RequestContext): Truth {
  const given = context.values.get(key.toLowerCase());
  if (given === undefined && !context.complete) return undefined;
  const [, set = "", name = "", ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  if (name === "null") return values.some((value) => (value.toLowerCase() === "true") === (given === undefined));
  const negated = /^(string|arn|numeric|date)not|^notip/.test(name);
  const compare = comparisons.get(negated ? name.replace("not", "") : name);
  if (compare === undefined) return undefined;
  if (given === undefined)
    return set === "foranyvalue" ? ifExists !== undefined : negated || ifExists !== undefined || set !== "";
  const fits = (one: string): Truth =>
    not(negated, anyOf(values.map((value) => (hasVariable(value) ? undefined : compare(value, one)))));
  return set === "forallvalues" ? allOf(given.map(fits)) : anyOf(given.map(fits));
}

/** True if one is true; else undefined if one is undefined. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** False if one is false; else undefined if one is undefined. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function not(negated: boolean, truth: Truth): Truth {
  return negated && truth !== undefined ? !truth : truth;
}

/** Whether a value has a policy variable. `${*}`, `${?}` and `${$}` are escaped characters, everything else in `${}` is a variable. */
export function hasVariable(text: string): boolean {
  return /\$\{[^}]*[^}*?$][^}]*\}/.test(text);
}

function unescaped(text: string): string {
  return text.replace(/\$\{([*?$])\}/g, "$1");
}

function ordered(
  kind: "numeric" | "date",
  numberOf: (text: string) => number,
): readonly (readonly [string, Comparison])[] {
  const compare = (test: (given: number, wanted: number) => boolean): Comparison => {
    return (wanted, given) => test(numberOf(given), numberOf(wanted));
  };
  return [
    [`${kind}equals`, compare((given, wanted) => given === wanted)],
    [`${kind}lessthan`, compare((given, wanted) => given < wanted)],
    [`${kind}lessthanequals`, compare((given, wanted) => given <= wanted)],
    [`${kind}greaterthan`, compare((given, wanted) => given > wanted)],
    [`${kind}greaterthanequals`, compare((given, wanted) => given >= wanted)],
  ];
}

/** Whether an IP address is in a range in CIDR notation, or equal to a single address. */
function inRange(range: string, address: string): Truth {
  const [network = "", length] = range.split("/");
  const list = new BlockList();
  const kind = isIPv6(network) ? "ipv6" : "ipv4";
  try {
    list.addSubnet(network, length === undefined ? (kind === "ipv6" ? 128 : 32) : Number(length), kind);
    return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  } catch {
    return undefined;
  }
}
