// Makes text from outside safe to display in a terminal, a chat room or an email. Pure.

/** Characters that break a line, control a terminal, or are half a character: control characters, Unicode's separators, lone surrogates. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * Invisible characters that hide or reorder visible ones: bidi marks, soft hyphens, zero-width characters, fillers (U+3164), tags,
 * characters without a width (U+180E). Joiners stay where a script or an emoji needs them, as does the variation selector of emoji.
 *
 * Source: Unicode Standard Annex #44, General_Category Cf and Default_Ignorable_Code_Point; Annex #31 on joiners.
 */
const hidden =
  /(?<!(?!\p{DI})[\p{Lo}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\p{Emoji}\ufe0f)(?:\u200c|\u200d)|(?<!\p{Emoji})(?:\ufe0e|\ufe0f)|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{DI}]/gu;

/** A text on one line: line-breaking characters become a space, invisible ones are removed. */
export function cleanLine(text: string): string {
  return text.replace(breaking, " ").replace(hidden, "");
}

/** A text on one line without blanks at its ends or more than one at a time: names, subjects, header values. */
export function cleanWords(text: string): string {
  return cleanLine(text).replace(/\s+/g, " ").trim();
}

/** A text with its line breaks, each line cleaned; a tab becomes a space. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map(cleanLine)
    .join("\n");
}

/** JSON with all such characters escaped: the same document for programs, safe to display. */
export function cleanJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  const escaped = (found: string) =>
    Array.from({ length: found.length }, (_, index) => {
      const unit = found.charCodeAt(index);
      return unit === 0x0a ? "\n" : `\\u${unit.toString(16).padStart(4, "0")}`;
    }).join("");
  return text.replace(breaking, escaped).replace(hidden, escaped);
}
