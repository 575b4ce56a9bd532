import { readFileSync, writeFileSync } from "node:fs";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { removeStackFile } from "../../ops/stack/stack-file";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { settingsOf } from "../../scripts/alarm-times/settings";
import { median } from "../bench/statistics";
import { connect } from "../run/aws";
import { bringUp } from "../run/bring-up";
import type { RunContext } from "../run/context";
import { orAborted } from "../run/interrupts";
import { busyText } from "../run/machine";
import { runSteps, type Step } from "../run/steps";
import { supervise } from "../run/supervise";
import { stackName } from "../run/target";
import { createTraffic } from "../traffic/traffic";
import type { DrainTimesOptions } from "./command-line";
import { type Channel, drain } from "./drain";
import { page, withDrainTimes } from "./page";
import { type Constants, placesOf, predict, sendSecondsOf, shopOf } from "./predict";
import { compare, type DrainTime, inWords, lossesOf, problemsOf } from "./result";

/**
 * Settings of the stack beside those of the local run. Waits are long enough to be a part of the time, and so short that no single one of them
 * decides how long a burst of some hundred takes: simulated ones differ by a tenth at most. And a message is received as often as it takes: how
 * long a burst drains is to be seen, not who gives up.
 */
const overrides = { backoffMaxSeconds: "8", maxReceiveCount: "500" };
/** Emails by which this machine is measured; before them some that wake it up; and single ones. */
const sizes = { wakeUp: 100, measured: 400, single: 5 } as const;

/** How many times as many emails this machine must send as SES takes, for SES to be what limits. */
const headroom = 2;

/** Measures, predicts and sends. @returns the process's exit code */
export function runDrainTimes(options: DrainTimesOptions): Promise<number> {
  return supervise((context) => work(options, context));
}

async function work({ rates, bursts, json, write }: DrainTimesOptions, context: RunContext): Promise<ExitCode> {
  const { controller, machine } = context;
  const { signal } = controller;
  const up = bringUp(context, { overrides });
  await orAborted(runSteps(up.steps), signal);
  const stack = up.stack();
  const { proxy } = stack;
  if (proxy === undefined) throw new Error("the proxy limits SES: unset AWS_ENDPOINT_URL");
  const resources = await buildGraph(stackName, overrides);
  const { backoff, visibilitySeconds } = settingsOf(resources);
  const aws = connect(stack.target);
  const traffic = createTraffic(stack, aws, signal, machine.stretch);
  const stalledMs = 2_000 * Math.max(backoff.maxSeconds, visibilitySeconds);
  const channel: Channel = { traffic, proxy, stalledMs };
  const found: DrainTime[] = [];
  let constants: Constants | undefined;
  const measuring: Step = {
    title: "Measure this machine, with an SES that takes everything",
    async run() {
      constants = await measure(channel, resources);
      const { publishedPerSecond, towardsQueue, sendSeconds, refusedSeconds } = constants;
      const most = placesOf(shopOf(resources, constants, 1)) / sendSeconds / headroom;
      const fast = rates.filter((rate) => rate > most);
      if (fast.length > 0)
        throw new Error(
          `SES would not be what limits: this machine sends ${(most * headroom).toFixed(0)} emails a second, so --rates must be at most ${most.toFixed(0)}, ${fast.join(" and ")} given`,
        );
      return (
        `${publishedPerSecond.toFixed(0)} published a second, ${towardsQueue.toFixed(2)} s towards the queue, ${sendSeconds.toFixed(3)} s for an email, ` +
        `${refusedSeconds.toFixed(3)} s for a refused one`
      );
    },
  };
  const burst = (perSecond: number, emails: number): Step => ({
    title: `${emails} emails, SES takes ${perSecond} a second`,
    async run({ note }) {
      if (constants === undefined) throw new Error("this machine was not measured");
      const predicted = predict(shopOf(resources, constants, perSecond), emails);
      if (predicted.deadLettered > 0)
        throw new Error(
          `${predicted.deadLettered} of ${emails} emails would be given up at ${perSecond} a second: choose a higher rate or a smaller burst`,
        );
      note(`predicted: ${inWords(predicted)}, ${predicted.refusals} refused`);
      const result = compare({ perSecond, emails, predicted }, await drain(channel, emails, perSecond));
      found.push(result);
      const seen = `${result.seen.seconds.toFixed(1)} s, ${result.seen.refusals} refused: ${result.ratio.toFixed(2)} of the predicted time`;
      const problems = problemsOf(result);
      return problems.length === 0 ? seen : { failed: [seen, ...problems].join("; ") };
    },
  });
  try {
    const steps = rates.flatMap((rate) => bursts.map((emails) => burst(rate, emails)));
    await orAborted(runSteps([measuring, ...steps]), signal);
  } finally {
    aws.destroy();
    removeStackFile();
  }
  if (constants === undefined) throw new Error("this machine was not measured");
  const day = new Date().toISOString().slice(0, 10);
  const result = { day, constants, backoff, places: placesOf(shopOf(resources, constants, 1)), bursts: found };
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  const busy = busyText(machine.figures());
  if (busy !== undefined) console.log(busy);
  if (found.some((each) => problemsOf(each).length > 0)) return exitCodes.failed;
  if (write) writeFileSync(page.file, withDrainTimes(readFileSync(page.file, "utf8"), result));
  return exitCodes.ok;
}

/** Measures this machine while SES takes everything. @throws {Error} not every order got its email */
async function measure(channel: Channel, resources: readonly GraphResource[]): Promise<Constants> {
  const taken = async (emails: number) => {
    const result = await drain(channel, emails);
    const problems = lossesOf(result);
    if (problems.length > 0) throw new Error(`this machine cannot be measured: ${problems.join("; ")}`);
    return result;
  };
  await taken(sizes.wakeUp);
  const singles: number[] = [];
  for (let index = 0; index < sizes.single; index++) singles.push((await taken(1)).firstAfter);
  const towardsQueue = median(singles);
  const { seconds, publishedAfter, writes } = await taken(sizes.measured);
  const constants = {
    publishedPerSecond: sizes.measured / publishedAfter,
    towardsQueue,
    refusedSeconds: median(writes),
  };
  const sendSeconds = sendSecondsOf(resources, constants, { emails: sizes.measured, seconds });
  return { ...constants, sendSeconds };
}
