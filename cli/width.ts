/** Narrower terminals count as this many columns. */
export const narrowest = 60;

/** A stream that text is written to. */
export interface Sized {
  readonly isTTY?: boolean | undefined;
  /** Columns of a terminal; absent, or 0, when not known. */
  readonly columns?: number | undefined;
}

/**
 * Longest line in columns: `COLUMNS` if set, else the terminal's width; unlimited for a file or a pipe, which has no width.
 */
export function widthOf(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const asked = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : undefined;
  const columns = asked ?? (stream.isTTY === true ? stream.columns : undefined);
  return columns === undefined || columns === 0 ? Number.POSITIVE_INFINITY : Math.max(narrowest, columns);
}

/** Wraps lines that are too long; continuation lines are indented by two more columns. */
export function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const indent = Math.min((/^ */.exec(line)?.[0].length ?? 0) + 2, Math.floor(width / 2));
      return wrapLine(line, " ".repeat(indent), width);
    })
    .join("\n");
}

/**
 * Wraps a text at spaces; lines after the first start with `indent`. Existing line breaks stay. A word that is longer than a line is cut,
 * because the terminal would break it at any place.
 */
export function wrapWith(text: string, indent: string, width: number): string {
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

/** Bounds for text: wider lines are hard to read, and narrower terminals are not supported. */
export const widths = { least: narrowest, usual: 80, most: 118 } as const;

/**
 * Columns to format for: `widthOf`, limited to 60 to 118; 80 when there is no limit.
 *
 * @param stream default: standard output
 * @param env default: `process.env`
 */
export function terminalWidth(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const columns = widthOf(stream, env);
  return Number.isFinite(columns) ? Math.min(widths.most, columns) : widths.usual;
}
