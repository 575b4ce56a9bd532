import { explain } from "../../cli/errors";
import { exitCodeOf, exitCodes } from "../../cli/exit-codes";
import { acquireLock } from "../../ops/stack/lock";
import { InterruptedError } from "../../ops/stack/run-errors";
import type { RunContext } from "./context";
import { watchInterrupts } from "./interrupts";
import { startMachine } from "./machine";
import { createTeardown } from "./teardown";

/** How long an interrupted run has to end; after that, everything is killed. */
const interruptedLimitMs = 1_600;
/** Time limit for a run that ends without an interrupt. */
const normalLimitMs = 8_000;

/**
 * Does the work of a run of this machine under the folder's lock, and takes down what it has brought up: after the work, after an error
 * that nobody caught, and after a signal.
 *
 * @returns the process's exit code: the work's, 1 after an error, a signal's own after a signal
 */
export async function supervise(work: (context: RunContext) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const teardown = createTeardown();
  const machine = startMachine();
  const unwatch = watchInterrupts(controller);
  const abort = (error: unknown) => controller.abort(error);
  process.on("exit", teardown.now);
  process.on("uncaughtException", abort);
  process.on("unhandledRejection", abort);
  let code: number = exitCodes.failed;
  try {
    const lock = acquireLock();
    teardown.add("the lock", lock.release, lock.release);
    code = await work({ controller, teardown, machine });
  } catch (error) {
    code = reportEnd(controller.signal.aborted ? controller.signal.reason : error);
  }
  const problems = await teardown.run(controller.signal.aborted ? interruptedLimitMs : normalLimitMs);
  for (const problem of problems) console.error(problem);
  // An interrupt that came after the work was done still counts.
  const reason: unknown = controller.signal.reason;
  if (reason instanceof InterruptedError) code = exitCodeOf(reason.signal);
  unwatch();
  machine.stop();
  return problems.length > 0 && code === exitCodes.ok ? exitCodes.failed : code;
}

function reportEnd(error: unknown): number {
  if (error instanceof InterruptedError) {
    console.error(`\nstopped by ${error.signal}`);
    return exitCodeOf(error.signal);
  }
  console.error(`\nerror: ${explain(error)}`);
  return exitCodes.failed;
}
