/** Narrower than this is treated as this many columns. */
export const narrowest = 60;

/**
 * Columns that lines may have: what `COLUMNS` says, else the terminal; without limit where there is none, for a file or a pipe has no width.
 */
export function widthOf(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const asked = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : undefined;
  const columns = asked ?? (stream.isTTY === true ? stream.columns : undefined);
  return columns === undefined || columns === 0 ? Number.POSITIVE_INFINITY : Math.max(narrowest, columns);
}

/** Breaks lines that are too long at spaces; what follows stands two columns further in. A word that is too long is cut. */
export function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  if (line.length <= width) return line;
  const indent = " ".repeat(Math.min((/^ */.exec(line)?.[0].length ?? 0) + 2, Math.floor(width / 2)));
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const from = lines.length === 0 ? (/^ */.exec(rest)?.[0].length ?? 0) : indent.length;
    const space = rest.lastIndexOf(" ", width);
    const at = space > from ? space : width;
    lines.push(rest.slice(0, at).trimEnd());
    rest = indent + rest.slice(at).trimStart();
  }
  return [...lines, rest].join("\n");
}

/** Where text goes, as far as its width matters. */
export interface Sized {
  readonly isTTY?: boolean | undefined;
  /** Of a terminal; absent, or 0, where it is not known. */
  readonly columns?: number | undefined;
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
