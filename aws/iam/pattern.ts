import { remembered } from "../../values/remembered";
import { parseArn } from "../arn";
import { anyCharacters, intersect, matches, oneCharacter, type Wildcard } from "../wildcard";

const read = new Map<string, Wildcard>();
/** In lower case: the same few names are compared again and again. */
const lowered = new Map<string, string>();

/**
 * Whether a pattern of IAM (`*` for any characters, `?` for one; `${*}`, `${?}` and `${$}` for the characters themselves) matches a whole
 * string. The string is compared literally, so a pattern covers another pattern when it matches every character of it.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags" and "IAM JSON policy elements: Resource".
 */
export function covers(pattern: string, text: string): boolean {
  return matches(wildcardOf(pattern), text);
}

/** As `covers`, but ignoring case, as IAM compares actions and condition keys. */
export function coversName(pattern: string, text: string): boolean {
  return covers(lower(pattern), lower(text));
}

/**
 * Whether an ARN matches a pattern as IAM's ARN operators compare them: each of the six parts separately, so that a `*` does not match
 * across a colon, except in the last part.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export function coversArn(pattern: string, arn: string): boolean {
  const [wanted, given] = [parseArn(pattern), parseArn(arn)];
  if (wanted === undefined || given === undefined) return pattern === "*";
  const parts = ["partition", "service", "region", "account", "resource"] as const;
  return parts.every((part) => covers(wanted[part], given[part]));
}

/** Whether some string matches both patterns. */
export function overlaps(one: string, other: string): boolean {
  return intersect(wildcardOf(one), wildcardOf(other));
}

/** Whether a string has an IAM wildcard. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

function wildcardOf(pattern: string): Wildcard {
  return remembered(read, pattern, readPattern);
}

function lower(text: string): string {
  return remembered(lowered, text, (name) => name.toLowerCase());
}

function readPattern(pattern: string): Wildcard {
  return [...pattern.matchAll(/\$\{([*?$])\}|[\s\S]/g)].map(([part, literal]) => {
    if (literal !== undefined) return literal;
    if (part === "*") return anyCharacters;
    return part === "?" ? oneCharacter : part;
  });
}
