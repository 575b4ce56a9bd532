/** A title with a line under it. */
export function heading(text: string): string {
  return `${text}\n${"-".repeat(text.length)}`;
}

/**
 * Breaks a text at blanks; lines after the first start with `indent`. Its own line ends stay. A word that is longer than a line is cut, for
 * a line that is too long breaks where the terminal likes.
 */
export function wrap(text: string, indent: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line, index) => wrapLine(index === 0 ? line : `${indent}${line}`, indent, width))
    .join("\n");
}

function wrapLine(text: string, indent: string, width: number): string[] {
  const lines: string[] = [];
  let current: string | undefined;
  for (const word of text.split(/(?<=\S) /)) {
    const longer = current === undefined ? word : `${current} ${word}`;
    if (longer.length <= width) {
      current = longer;
      continue;
    }
    if (current !== undefined) lines.push(current);
    let rest = current === undefined ? word : `${indent}${word}`;
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = `${indent}${rest.slice(width)}`;
    }
    current = rest;
  }
  return [...lines, current ?? ""].map((line) => line.trimEnd());
}
