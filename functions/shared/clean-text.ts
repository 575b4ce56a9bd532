// Text from outside, made harmless for people's eyes: in a terminal, a chat room, an email. Pure.

/** What breaks a line, steers a terminal, or is half a character: controls of both sets, Unicode's separators, lone surrogates. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/**
 * What nobody sees, but what hides or turns around what is seen: bidi marks, soft hyphens, zero-width characters, fillers (U+3164), tags,
 * signs without a width (U+180E). Kept are joiners where a script or an emoji needs them, and the mark that makes an emoji one.
 *
 * Source: Unicode Standard Annex #44, General_Category Cf and Default_Ignorable_Code_Point; Annex #31 on joiners.
 */
const hidden =
  /(?<!(?!\p{DI})[\p{Lo}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\p{Emoji}\ufe0f)(?:\u200c|\u200d)|(?<!\p{Emoji})(?:\ufe0e|\ufe0f)|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{DI}]/gu;

/** A text on one line: what breaks becomes a space, what hides goes. */
export function cleanLine(text: string): string {
  return text.replace(breaking, " ").replace(hidden, "");
}

/** A text on one line without blanks at its ends or more than one at a time: names, subjects, header values. */
export function cleanWords(text: string): string {
  return cleanLine(text).replace(/\s+/g, " ").trim();
}

/** A text that keeps its line breaks, with each line clean; a tab becomes a space. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map(cleanLine)
    .join("\n");
}

/** JSON in which everything that breaks or hides is escaped: the same document for programs, harmless for people. */
export function cleanJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  const escaped = (found: string) =>
    Array.from({ length: found.length }, (_, index) => {
      const unit = found.charCodeAt(index);
      return unit === 0x0a ? "\n" : `\\u${unit.toString(16).padStart(4, "0")}`;
    }).join("");
  return text.replace(breaking, escaped).replace(hidden, escaped);
}
