/** A signal, or the end of the process that started this one, asked the run to end. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor(readonly signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}

/** Another local run holds this project folder. */
export class AlreadyRunningError extends Error {
  override readonly name = "AlreadyRunningError";

  constructor(readonly pid: number) {
    super(
      `another local run is up in this folder: process ${pid}. Stop it with Ctrl-C there or \`kill ${pid}\`, then run again`,
    );
  }
}

/** A command needs a running stack, and there is none. */
export class NotRunningError extends Error {
  override readonly name = "NotRunningError";

  constructor(why: string) {
    super(`${why}. Start one with \`npm start -- --keep\`, leave it running, and try again from another terminal`);
  }
}

/** The command line was wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What to print for any error: its message, without a stack unless it is none of ours to explain. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  // Many messages quote their cause already.
  const more = cause instanceof Error && !error.message.includes(cause.message) ? `\ncaused by: ${explain(cause)}` : "";
  // A programming error is useless without its place; an expected one is clearer without.
  const unexpected = error instanceof TypeError || error instanceof ReferenceError || error.name === "Error";
  return (unexpected ? (error.stack ?? error.message) : error.message) + more;
}
