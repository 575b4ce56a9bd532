import type { RunReport } from "../report/model";
import { bringUp } from "./bring-up";
import type { RunningStack } from "./context";
import { explain, InterruptedError } from "./errors";
import { exitCodeOf, exitCodes } from "./exit-codes";
import { orAborted, watchInterrupts } from "./interrupts";
import { keepText } from "./keep";
import { acquireLock } from "./lock";
import { removeStackFile } from "./stack-file";
import { runSteps } from "./steps";
import { createTeardown, type Teardown } from "./teardown";
import type { RunOptions } from "./usage";

/** A run that was told to end has this long; after that, everything is ended at once. */
const interruptedLimitMs = 1_600;
/** A run that ends by itself may take longer. */
const normalLimitMs = 8_000;

/**
 * The local run: brings the stack up, sends traffic, checks, reports, stops.
 *
 * @returns the process's exit code
 */
export async function run(options: RunOptions): Promise<number> {
  const controller = new AbortController();
  const teardown = createTeardown();
  const unwatch = watchInterrupts(controller);
  const abort = (error: unknown) => controller.abort(error);
  process.on("exit", teardown.now);
  process.on("uncaughtException", abort);
  process.on("unhandledRejection", abort);
  let code: number = exitCodes.failed;
  try {
    code = await work(options, { controller, teardown });
  } catch (error) {
    code = tellFailure(controller.signal.aborted ? controller.signal.reason : error);
  }
  const problems = await teardown.run(controller.signal.aborted ? interruptedLimitMs : normalLimitMs);
  for (const problem of problems) console.error(problem);
  // An interrupt that came after the work was done still is one.
  const reason: unknown = controller.signal.reason;
  if (reason instanceof InterruptedError) code = exitCodeOf(reason.signal);
  unwatch();
  return problems.length > 0 && code === exitCodes.ok ? exitCodes.failed : code;
}

interface Tools {
  readonly controller: AbortController;
  readonly teardown: Teardown;
}

async function work(options: RunOptions, tools: Tools): Promise<number> {
  const { controller, teardown } = tools;
  const { signal } = controller;
  const lock = acquireLock();
  teardown.add("the lock", lock.release, lock.release);
  if (removeStackFile()) console.log("removed .local/stack.json of a run that was killed");

  const up = bringUp(tools, options);
  await orAborted(runSteps(up.steps), signal);
  const stack = up.stack();
  if (!options.traffic) {
    if (options.keep) await keep(stack, signal);
    return exitCodes.ok;
  }

  // Loaded only now: the first order must not wait for what only the traffic needs.
  const { createRehearsal } = await import("../traffic/rehearsal.js");
  const { writeReport } = await import("../report/write.js");
  const rehearsal = createRehearsal(stack, signal, options);
  await orAborted(runSteps(rehearsal.steps), signal);
  let report: RunReport;
  if (options.keep) {
    report = rehearsal.report();
    await writeReport(report, options.json);
    await keep(stack, signal);
  } else {
    const { stopAndLook } = await import("./stop-check.js");
    report = rehearsal.report(await stopAndLook(stack, tools));
    await writeReport(report, options.json);
  }
  return report.ok ? exitCodes.ok : exitCodes.failed;
}

/** Prints what to try and waits for the interrupt that ends every kept run. */
async function keep(stack: RunningStack, signal: AbortSignal): Promise<void> {
  console.log(keepText(stack));
  const forever = new Promise<never>(() => undefined);
  const timer = setInterval(() => undefined, 60_000); // keeps the process alive, whatever the servers do
  try {
    await orAborted(forever, signal);
  } finally {
    clearInterval(timer);
  }
}

function tellFailure(error: unknown): number {
  if (error instanceof InterruptedError) {
    console.error(`\nstopped by ${error.signal}`);
    return exitCodeOf(error.signal);
  }
  console.error(`\nerror: ${explain(error)}`);
  return exitCodes.failed;
}
