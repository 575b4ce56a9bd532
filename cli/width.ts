/** Narrower than this counts as this many columns. */
export const narrowest = 60;

/** Where text goes, as far as its width matters. */
export interface Sized {
  readonly isTTY?: boolean | undefined;
  /** Of a terminal; absent, or 0, where it is not known. */
  readonly columns?: number | undefined;
}

/**
 * Columns that lines may have: what `COLUMNS` says, else the terminal; without limit where there is none, for a file or a pipe has no width.
 */
export function widthOf(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const asked = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : undefined;
  const columns = asked ?? (stream.isTTY === true ? stream.columns : undefined);
  return columns === undefined || columns === 0 ? Number.POSITIVE_INFINITY : Math.max(narrowest, columns);
}

/** Breaks lines that are too long; continuation lines are indented by two more columns. */
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
 * Breaks a text at blanks; lines after the first start with `indent`. Its own line ends stay. A word that is longer than a line is cut, for
 * a line that is too long breaks where the terminal likes.
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

/** Bounds of what is written for people: text is hard to read when it is wider, and nothing is drawn narrower. */
export const widths = { least: narrowest, usual: 80, most: 118 } as const;

/**
 * Columns to draw for: those of `widthOf`, between 60 and 118; 80 where there is no limit.
 *
 * @param stream default: standard output
 * @param env default: this process's own
 */
export function terminalWidth(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const columns = widthOf(stream, env);
  return Number.isFinite(columns) ? Math.min(widths.most, columns) : widths.usual;
}
