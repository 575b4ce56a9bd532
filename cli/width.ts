/** Where text goes, as far as its width matters. */
export interface Sized {
  readonly isTTY?: boolean | undefined;
  /** Of a terminal; absent, or 0, where it is not known. */
  readonly columns?: number | undefined;
}

/** Bounds of what is written for: text is hard to read when it is wider, and nothing is drawn narrower. */
export const widths = { least: 60, usual: 80, most: 118 } as const;

/**
 * Columns to write for: the terminal's, else those that the variable `COLUMNS` names, else 80; never below 60 nor above 118.
 *
 * @param stream default: standard output
 * @param env default: this process's own
 */
export function terminalWidth(stream: Sized = process.stdout, env: NodeJS.ProcessEnv = process.env): number {
  const own = stream.isTTY === true ? stream.columns : undefined;
  const told = /^\d+$/.test(env.COLUMNS ?? "") ? Number(env.COLUMNS) : 0;
  const columns = own || told || widths.usual;
  return Math.min(widths.most, Math.max(widths.least, columns));
}
