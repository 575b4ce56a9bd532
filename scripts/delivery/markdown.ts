// Text in comments and issues of GitHub: always well formed, and never more than GitHub takes.

/** Longest comment or issue that GitHub takes, in characters. */
export const BODY_LIMIT = 65_536;

/** A text as a code block that nothing in the text can end. Nothing in it is a link, a mention or a tag. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd().toWellFormed()}\n${fence}`;
}

/**
 * The end of a text as a code block, which says how much of it is left out in front. Pulumi counts its changes at the end.
 *
 * @param room characters that the block may have; at least 200
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
 * A text as it is, on one line and in a cell of a table: no markup, no HTML, no image, no link. A backslash does not stop GitHub from
 * taking `@name` for somebody, `#12` for an issue and addresses for links, as it looks for these after the markup (github/cmark-gfm,
 * issue 181): an empty comment inside does.
 *
 * @param most characters of the text that are kept
 */
export function plainCell(text: string, most: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const cut = line.length > most ? `${line.slice(0, most).toWellFormed()} ...` : line.toWellFormed();
  return cut
    .replace(/[\\`*_{}[\]()<>|!$&]|~(?! )/g, "\\$&")
    .replace(/[@#]|\b(?:https?|ftp):(?=\/)|\bwww(?=\\?\.)|\bGH(?=-\d)/gi, "$&<!-- -->");
}

/** Lines of a text, whole, as long as there is room, and how many are left out. A text that they would leave open is a code block. */
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

/** Whether every code block and every element that folds is ended by a text itself. */
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
