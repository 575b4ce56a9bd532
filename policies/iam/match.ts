/**
 * Whether a pattern of IAM (`*` for any characters, `?` for one) matches all of a text. The text is taken literally, so that a pattern
 * covers another pattern when every character of it is matched.
 */
export function covers(pattern: string, text: string): boolean {
  return overlap(pattern, text, false);
}

/** The same without regard to upper and lower case, as IAM compares actions and keys of conditions. */
export function coversName(pattern: string, text: string): boolean {
  return covers(pattern.toLowerCase(), text.toLowerCase());
}

/** Whether there is a text that both patterns match. */
export function overlaps(one: string, other: string): boolean {
  return overlap(one, other, true);
}

/** Whether a text has a wildcard of IAM. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Goes through the pattern by character, and keeps every position of the text that it can have come to. */
function overlap(pattern: string, text: string, textIsPattern: boolean): boolean {
  let positions = closed(new Set([0]), text, textIsPattern);
  for (const character of pattern) {
    const next = new Set<number>();
    for (const at of positions) {
      if (character === "*") {
        for (let end = at; end <= text.length; end++) next.add(end);
        continue;
      }
      const met = text[at];
      if (textIsPattern && met === "*") next.add(at);
      else if (met !== undefined && (met === character || character === "?" || (textIsPattern && met === "?")))
        next.add(at + 1);
    }
    positions = closed(next, text, textIsPattern);
    if (positions.size === 0) return false;
  }
  return positions.has(text.length);
}

/** A star of the text may also stand for nothing. */
function closed(positions: Set<number>, text: string, textIsPattern: boolean): Set<number> {
  if (!textIsPattern) return positions;
  for (const at of positions) if (text[at] === "*") positions.add(at + 1);
  return positions;
}
