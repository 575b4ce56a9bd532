import { parseArn } from "../arn";
import { anyCharacters, intersect, matches, oneCharacter, type Wildcard } from "../wildcard";

const read = new Map<string, Wildcard>();

/**
 * Whether a pattern of IAM (`*` for any characters, `?` for one; `${*}`, `${?}` and `${$}` for the characters themselves) matches all of a
 * text. The text is taken literally, so that a pattern covers another pattern when every character of it is matched.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags" and "IAM JSON policy elements: Resource".
 */
export function covers(pattern: string, text: string): boolean {
  return matches(wildcardOf(pattern), text);
}

/** The same without regard to upper and lower case, as IAM compares actions and keys of conditions. */
export function coversName(pattern: string, text: string): boolean {
  return covers(pattern.toLowerCase(), text.toLowerCase());
}

/**
 * Whether an ARN fits a pattern as IAM's ARN operators compare them: each of the six parts by itself, so that a `*` reaches over no colon
 * but in the last one.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export function coversArn(pattern: string, arn: string): boolean {
  const [wanted, given] = [parseArn(pattern), parseArn(arn)];
  if (wanted === undefined || given === undefined) return pattern === "*";
  const parts = ["partition", "service", "region", "account", "resource"] as const;
  return parts.every((part) => covers(wanted[part], given[part]));
}

/** Whether there is a text that both patterns match. */
export function overlaps(one: string, other: string): boolean {
  return intersect(wildcardOf(one), wildcardOf(other));
}

/** Whether a text has a wildcard of IAM. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

function wildcardOf(pattern: string): Wildcard {
  const known = read.get(pattern) ?? readPattern(pattern);
  read.set(pattern, known);
  return known;
}

function readPattern(pattern: string): Wildcard {
  return [...pattern.matchAll(/\$\{([*?$])\}|[\s\S]/g)].map(([part, literal]) => {
    if (literal !== undefined) return literal;
    if (part === "*") return anyCharacters;
    return part === "?" ? oneCharacter : part;
  });
}
