/** A wildcard that EventBridge refuses. */
export class WildcardError extends Error {
  override readonly name = "WildcardError";
}

/**
 * Compiles a wildcard: `*` stands for any number of characters, `\*` for the star itself and `\\` for a backslash. A text is matched in
 * steps that grow with its length times that of the wildcard: nothing is tried twice.
 *
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns", wildcard matching.
 *
 * @throws {WildcardError} two stars in a row, or a backslash before any other character
 */
export function compileWildcard(wildcard: string): (text: string) => boolean {
  const parts = partsOf(wildcard);
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

/** The texts between the stars. */
function partsOf(wildcard: string): readonly string[] {
  const parts = [""];
  for (let index = 0; index < wildcard.length; index++) {
    const char = wildcard.charAt(index);
    if (char === "*") {
      if (wildcard.charAt(index + 1) === "*") throw new WildcardError("must not hold two stars in a row");
      parts.push("");
      continue;
    }
    const escaped = char === "\\";
    if (escaped) index++;
    const literal = wildcard.charAt(index);
    if (escaped && literal !== "*" && literal !== "\\")
      throw new WildcardError("must have a star or a backslash after a backslash");
    parts.push(`${parts.pop() ?? ""}${literal}`);
  }
  return parts;
}
