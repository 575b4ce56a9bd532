import { writeFileSync } from "node:fs";
import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { terminalWidth, wrapWith } from "../../cli/width";
import { removeStackFile } from "../../ops/stack/stack-file";
import { connect } from "../run/aws";
import { bringUp } from "../run/bring-up";
import type { RunContext } from "../run/context";
import { orAborted } from "../run/interrupts";
import { keepText, keepUp } from "../run/keep";
import { startMachine } from "../run/machine";
import { runSteps } from "../run/steps";
import { supervise } from "../run/supervise";
import { createEvidence } from "../traffic/evidence/evidence";
import { watchAlarms } from "../traffic/scenarios/alarm-drill";
import { observeBus } from "../traffic/scenarios/bus-observer";
import { createTraffic } from "../traffic/traffic";
import { claimed } from "./claims";
import type { Drill } from "./drill";
import { perform } from "./perform";
import { htmlReport } from "./report-html";
import { textOf } from "./report-text";
import type { DrillResult } from "./result";
import type { Stage } from "./stage";
import { noteVerdicts } from "./verdicts";

/** How drills are run. */
export interface DrillOptions {
  readonly seed: number;
  /** File for the results as JSON. */
  readonly json?: string;
  /** File for the report as a page. */
  readonly html?: string;
  /** Leaves the stack up afterwards. */
  readonly keep: boolean;
  /** Folder in which groups note the drills that one of them has taken. Default: this process runs them all. */
  readonly claims?: string;
}

/**
 * Settings of the stack that drills need beside those of the local run. A stream's record is given up after some tries, which take seconds here,
 * and not after an hour. A new version has a fifth of the calls for longer than a bad one's alarm needs. Waits between receives are so long that
 * a queue that does not wait is seen to give up.
 */
const overrides = {
  streamRetryAttempts: "14",
  backoffMaxSeconds: "4",
  rollout: JSON.stringify({ strategy: "canary", percent: 20, minutes: 15 }),
};

/** Runs drills one after the other on one stack, and reports. @returns the process's exit code */
export function runDrills(drills: readonly Drill[], options: DrillOptions): Promise<number> {
  return supervise((context) => work(drills, options, context));
}

async function work(drills: readonly Drill[], options: DrillOptions, context: RunContext): Promise<ExitCode> {
  const { controller, machine } = context;
  const { signal } = controller;
  const up = bringUp(context, { overrides });
  await orAborted(runSteps(up.steps), signal);
  const stack = up.stack();
  const aws = connect(stack.target);
  const traffic = createTraffic(stack, aws, signal, machine.stretch, options.seed);
  traffic.journal.disturbed = true;
  const observer = await observeBus(traffic);
  const say = (text: string) => console.log(wrapWith(text, "    ", terminalWidth()));
  const stage: Stage = {
    context: { traffic, evidence: createEvidence(traffic), observerQueueUrl: observer.queueUrl, alertsQueueUrl: "" },
    alarms: watchAlarms(traffic),
    machine,
    seed: options.seed,
    note: say,
  };
  const results: DrillResult[] = [];
  try {
    for (const drill of drills) {
      if (options.claims !== undefined && !claimed(options.claims, drill.name)) continue;
      say(`... ${drill.name}`);
      const result = await orAborted(performed(drill, stage), signal);
      results.push(result);
      say(textOf(result));
      noteVerdicts([result]);
      // After each, so that an interrupt leaves what is known.
      writeResults(results, options);
    }
    if (options.keep) await keepUp(keepText(stack), signal);
  } finally {
    await observer.remove().catch(() => undefined);
    aws.destroy();
    removeStackFile();
  }
  const held = results.filter(({ verdict }) => verdict === "held").length;
  say(`${held} of ${results.length} drills held`);
  return held === results.length ? exitCodes.ok : exitCodes.failed;
}

/** A drill that throws has failed; the next ones are run all the same. */
async function performed(drill: Drill, shared: Stage): Promise<DrillResult> {
  const at = new Date().toISOString();
  // Of this drill alone: how busy the machine was with the stack's start, or in another drill, is no excuse.
  const machine = startMachine();
  const stage = { ...shared, machine };
  try {
    return await perform(drill, stage);
  } catch (error) {
    stage.context.traffic.signal.throwIfAborted();
    stage.context.traffic.stack.proxy?.faults.clear();
    return {
      ...{ name: drill.name, runbook: drill.runbook, hypothesis: drill.hypothesis, seed: stage.seed, at },
      faults: { asked: 0, hit: 0, calls: 0, list: [] },
      alarms: { expected: drill.alarms, fired: [], unexpected: [], explained: {}, changes: [] },
      ...{ sent: 0, seen: 0, lost: 0, duplicated: 0, deadLettered: 0, recovered: false, commands: [], phases: [] },
      ...{ notShown: drill.notShown, verdict: "failed", problems: [explain(error)], seconds: 0 },
    };
  } finally {
    machine.stop();
  }
}

/** Writes the reports that were asked for. */
export function writeResults(results: readonly DrillResult[], { json, html }: DrillOptions): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ drills: results }, null, 2)}\n`);
  if (html !== undefined) writeFileSync(html, htmlReport(results));
}
