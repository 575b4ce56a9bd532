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

/** A command needs a running stack, but none is running. */
export class NotRunningError extends Error {
  override readonly name = "NotRunningError";

  constructor(why: string) {
    super(`${why}. Start one with \`npm start -- --keep\`, leave it running, and try again from another terminal`);
  }
}
