import { exitCodes } from "../../cli/exit-codes";
import { terminalWidth, wrapWith } from "../../cli/width";
import { bundleFunctions } from "../../components/blocks/bundle";
import type { FunctionEntry } from "../../components/functions";
import { createWatchFeed, type WatchFeed } from "../../console/server/watch";
import { removeStackFile } from "../../ops/stack/stack-file";
import type { PolicyCheck } from "../../program/policies/background";
import type { LocalConsole } from "../console/start";
import { startInspecting } from "../inspect/start";
import { readState } from "../kept-state/file";
import { keepAtEnd, textOf } from "../kept-state/run";
import type { RunReport } from "../report/model";
import type { DeployedCode } from "../watch/start";
import { bringUp } from "./bring-up";
import type { RunContext, RunningStack } from "./context";
import { orAborted } from "./interrupts";
import { keepText, keepUp } from "./keep";
import { publish } from "./running-stack";
import { runSteps } from "./steps";
import { supervise } from "./supervise";
import { stackName } from "./target";
import type { RunOptions } from "./usage";

/**
 * The local run: starts the stack, sends traffic, checks, reports, stops.
 *
 * @returns the process's exit code
 */
export function run(options: RunOptions): Promise<number> {
  return supervise((tools) => work(options, tools));
}

async function work(options: RunOptions, tools: RunContext): Promise<number> {
  const { signal } = tools.controller;
  if (removeStackFile()) console.log("removed .local/stack.json of a run that was killed");

  const since = Date.now();
  const kept = options.keepState ? readState() : undefined;
  const up = bringUp(tools, { ...options, kept });
  await orAborted(runSteps(up.steps), signal);
  const policies = options.policies ? await checkPolicies(up.stack(), tools) : undefined;
  const stack = {
    ...up.stack(),
    ...(policies !== undefined && { policies }),
    ...(kept !== undefined && { keptEmails: kept.emails }),
  };
  if (kept !== undefined) console.log(`State of ${kept.at}: ${textOf(kept)}. No traffic is sent on top of it.`);
  if (options.keepState) keepAtEnd(stack, tools.teardown);
  const watched = options.watch ? { code: { bundles: bundleFunctions(), since }, feed: createWatchFeed() } : undefined;
  const webConsole = options.keep ? await startConsole(stack, watched?.feed, tools) : undefined;
  const stayUp = async () => {
    webConsole?.judgeAlarms();
    if (options.inspect !== undefined) console.log(await startInspecting(stack, options.inspect));
    if (watched !== undefined) await startWatching(stack, { ...watched, inspected: options.inspect }, tools);
    await keepUp(keepText(stack, webConsole?.url), signal);
  };
  // The rehearsal counts from an empty stack.
  if (!options.traffic || kept !== undefined) {
    if (!options.keep) return policies === undefined ? exitCodes.ok : await printPolicyReport(policies, signal);
    // A violation is reported and does not stop the run.
    if (policies !== undefined) printPolicyReport(policies, signal).catch(() => undefined);
    await stayUp();
    return exitCodes.ok;
  }

  // Loaded only now, so that the first order does not wait for the traffic's modules.
  const { createRehearsal } = await import("../traffic/rehearsal.js");
  const { writeReport } = await import("../report/write.js");
  const rehearsal = createRehearsal(stack, tools, options);
  await orAborted(runSteps(rehearsal.steps), signal);
  let report: RunReport;
  if (options.keep) {
    report = rehearsal.report();
    await writeReport(report, options.json);
    await stayUp();
  } else {
    const { stopAndLook } = await import("./stop-check.js");
    report = rehearsal.report(await stopAndLook(stack, tools));
    await writeReport(report, options.json);
  }
  return report.ok ? exitCodes.ok : exitCodes.failed;
}

/** Opens the web console, so that the traffic can be watched. */
async function startConsole(
  stack: RunningStack,
  feed: WatchFeed | undefined,
  { teardown }: RunContext,
): Promise<LocalConsole> {
  const { startLocalConsole } = await import("../console/start.js");
  const opened = await startLocalConsole(stack, feed);
  teardown.add("the console", opened.close);
  publish(stack, opened.url);
  console.log(`Console: ${opened.url}`);
  return opened;
}

/** Makes saved functions live from now on, those included that were saved since their code was read. */
async function startWatching(
  stack: RunningStack,
  {
    code,
    feed,
    inspected,
  }: { readonly code: DeployedCode; readonly feed: WatchFeed; readonly inspected: FunctionEntry | undefined },
  { teardown }: RunContext,
): Promise<void> {
  const { startLocalWatch } = await import("../watch/start.js");
  teardown.add("the watch over functions/", startLocalWatch(stack, code, feed, inspected).close);
}

/** Starts the policy pack's check of the deployed resources in the background. */
async function checkPolicies(stack: RunningStack, { teardown }: RunContext): Promise<PolicyCheck> {
  const { startPolicyCheck } = await import("../../program/policies/background.js");
  const check = startPolicyCheck(stackName, stack.deployment.declared);
  teardown.add("the policy check", check.stop);
  return check;
}

/** Waits for the result of the policy check, and prints it. @returns the exit code for it */
async function printPolicyReport({ outcome }: PolicyCheck, signal: AbortSignal): Promise<number> {
  const { policyReport } = await import("../../program/policies/background.js");
  const { ok, line, details } = policyReport(await orAborted(outcome, signal));
  console.log(wrapWith(`${ok ? "ok  " : "FAILED "}Check policies: ${line}`, "    ", terminalWidth()));
  if (details !== "") console.log(wrapWith(details, "    ", terminalWidth()));
  return ok ? exitCodes.ok : exitCodes.failed;
}
