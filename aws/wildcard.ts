/** Matches any number of characters, including none. */
export const anyCharacters = Symbol("*");
/** Matches one character. */
export const oneCharacter = Symbol("?");

/** A parsed pattern: literal characters and wildcards. */
export type Wildcard = readonly (string | typeof anyCharacters | typeof oneCharacter)[];

/**
 * Whether a pattern matches a whole string, in at most (length of string) × (length of pattern) steps: after a mismatch only the last star
 * needs to match one character more, because what earlier stars matched stays valid.
 */
export function matches(wildcard: Wildcard, text: string): boolean {
  let [at, position] = [0, 0];
  let star: { readonly at: number; position: number } | undefined;
  while (position < text.length) {
    const part = wildcard[at];
    if (part === anyCharacters) {
      star = { at, position };
      at += 1;
    } else if (part === oneCharacter || part === text[position]) {
      at += 1;
      position += 1;
    } else {
      if (star === undefined) return false;
      star.position += 1;
      position = star.position;
      at = star.at + 1;
    }
  }
  return wildcard.slice(at).every((part) => part === anyCharacters);
}

/** Whether some string matches both patterns. */
export function intersect(one: Wildcard, other: Wildcard): boolean {
  let positions = pastStars(new Set([0]), other);
  for (const part of one) {
    const next = new Set<number>();
    for (const at of positions) {
      const met = other[at];
      if (part === anyCharacters) for (let end = at; end <= other.length; end++) next.add(end);
      else if (met === anyCharacters) next.add(at);
      else if (met !== undefined && (met === part || met === oneCharacter || part === oneCharacter)) next.add(at + 1);
    }
    positions = pastStars(next, other);
  }
  return positions.has(other.length);
}

/** Adds the positions after stars, since a star may match nothing. */
function pastStars(positions: Set<number>, wildcard: Wildcard): Set<number> {
  for (const at of positions) if (wildcard[at] === anyCharacters) positions.add(at + 1);
  return positions;
}

/** A wildcard that EventBridge rejects. */
export class WildcardError extends Error {
  override readonly name = "WildcardError";
}

/**
 * Parses a wildcard of EventBridge: `*` matches any number of characters, `\*` is a literal star and `\\` a backslash.
 *
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns", wildcard matching.
 *
 * @throws {WildcardError} two stars in a row, or a backslash before any other character
 */
export function readEventWildcard(text: string): Wildcard {
  return [...text.matchAll(/\\([\s\S]?)|(\*\*)|[\s\S]/g)].map(([part, escaped, stars]) => {
    if (stars !== undefined) throw new WildcardError("must not hold two stars in a row");
    if (escaped === undefined) return part === "*" ? anyCharacters : part;
    if (escaped !== "*" && escaped !== "\\")
      throw new WildcardError("must have a star or a backslash after a backslash");
    return escaped;
  });
}
