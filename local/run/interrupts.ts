import { InterruptedError } from "../../ops/stack/run-errors";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds between checks that the parent process is running. */
const parentCheckMs = 300;

/**
 * Aborts `controller` when a signal asks this process to end, or when npm, which started it, has ended (killed, so that it could not pass a
 * signal on). Later signals change nothing: the first already ends the run within its time limit, and npm sends Ctrl-C twice.
 *
 * @returns a function that ends the watch
 */
export function watchInterrupts(controller: AbortController): () => void {
  const interrupt = (signal: NodeJS.Signals) => controller.abort(new InterruptedError(signal));
  for (const signal of signals) process.on(signal, interrupt);

  // Only under npm: a run that was started in the background of a shell may outlive the shell.
  const parent = process.ppid;
  const underNpm = process.env.npm_lifecycle_event !== undefined;
  const timer = underNpm
    ? setInterval(() => {
        if (process.ppid !== parent) interrupt("SIGHUP");
      }, parentCheckMs).unref()
    : undefined;

  return () => {
    for (const signal of signals) process.off(signal, interrupt);
    clearInterval(timer);
  };
}

/**
 * Rejects with the signal's reason as soon as it is aborted; else returns the result of `work`. Later results of `work` are ignored.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
