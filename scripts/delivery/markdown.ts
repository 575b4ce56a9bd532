// Text for comments and issues on GitHub: always well formed, and within GitHub's limit.

/** Longest comment or issue that GitHub accepts, in characters. */
export const BODY_LIMIT = 65_536;

/** A text as a code block that nothing in the text can end. GitHub finds no links, mentions or tags in it. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd().toWellFormed()}\n${fence}`;
}

/**
 * The end of a text as a code block, with a note of how much is left out before it. Pulumi prints its summary at the end.
 *
 * @param room longest code block, in characters; at least 200
 */
export function fencedEnd(text: string, room: number): string {
  const whole = fenced(text);
  if (whole.length <= room) return whole;
  let kept = text.slice(-room);
  for (;;) {
    const block = fenced(`... ${text.length - kept.length} characters before\n${kept}`);
    if (block.length <= room) return block;
    kept = kept.slice(block.length - room);
  }
}

/**
 * A text on one line for a table cell, shown literally: no markup, HTML, image or link. A backslash does not keep GitHub from reading
 * `@name` as a mention, `#12` as an issue and URLs as links, because it looks for these after the markup (github/cmark-gfm, issue 181); an
 * empty comment inside does.
 *
 * @param most characters of the text to keep
 */
export function plainCell(text: string, most: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const cut = line.length > most ? `${line.slice(0, most).toWellFormed()} ...` : line.toWellFormed();
  return cut
    .replace(/[\\`*_{}[\]()<>|!$&]|~(?! )/g, "\\$&")
    .replace(/[@#]|\b(?:https?|ftp):(?=\/)|\bwww(?=\\?\.)|\bGH(?=-\d)/gi, "$&<!-- -->");
}

/** As many whole lines as fit, and the number left out. Where that would leave a block open, the text becomes a code block. */
export function wholeLines(text: string, room: number): string {
  const lines = text.trim().split("\n");
  const shown: string[] = [];
  let used = 60;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) break;
    shown.push(line);
  }
  const kept = shown.join("\n");
  const left = lines.length - shown.length;
  const body = isClosed(kept) ? kept : fencedEnd(text.trim(), room);
  return left === 0 || body !== kept ? body.toWellFormed() : `${body.toWellFormed()}\n\n... ${left} more lines`;
}

/** Whether a text closes every code block and every folded element that it opens. */
export function isClosed(text: string): boolean {
  let fence: string | undefined;
  let open = 0;
  for (const line of text.split("\n")) {
    const [, marks = "", info = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (marks.startsWith(fence) && info.trim() === "") fence = undefined;
      continue;
    }
    if (marks !== "" && !(marks.startsWith("`") && info.includes("`"))) {
      fence = marks;
      continue;
    }
    for (const [tag] of line.matchAll(/(?<!\\)(?:<\/?(?:details|summary)\b|<!--|-->)/gi)) {
      open += tag === "-->" || tag.startsWith("</") ? -1 : 1;
      if (open < 0) return false;
    }
  }
  return fence === undefined && open === 0;
}
