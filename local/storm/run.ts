import { setTimeout as delay } from "node:timers/promises";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { callsOfFunctions } from "../../ops/calls/counts";
import { removeStackFile } from "../../ops/stack/stack-file";
import { type AsyncWaits, shortenedWaits } from "../async/settings";
import { connect } from "../run/aws";
import { bringUp } from "../run/bring-up";
import type { RunContext } from "../run/context";
import { orAborted } from "../run/interrupts";
import { runSteps, type Step } from "../run/steps";
import { supervise } from "../run/supervise";
import { keptChecks } from "../traffic/checks/kept";
import { createEvidence } from "../traffic/evidence/evidence";
import { createRandom } from "../traffic/random";
import { settle } from "../traffic/run-checks";
import { observeBus } from "../traffic/scenarios/bus-observer";
import { createTraffic } from "../traffic/traffic";
import { faultsByEffect, stormRules } from "./faults";
import { figuresOf } from "./figures";
import { drained, type Recovery, recover, stuckDeadLetters } from "./recover";
import { messagesThroughStorm, orderThroughStorm, type StormSize } from "./traffic";
import { killWorker } from "./workers";

/** How hard it blows. */
export interface StormOptions extends StormSize {
  readonly seed: number;
  /** The storm ends after this many faults and kills, when everything has been sent. */
  readonly faults: number;
  readonly kills: number;
  /** Share of the functions' calls that fail, 1 to 50. */
  readonly percent: number;
}

/** Between two killed workers. */
const killEveryMs = 400;
const settleMs = 60_000;
/**
 * Between the tries of an asynchronous invocation. As on AWS the first is longer than an attempt that died holds its notification (35 s
 * here): a shorter one would find it held.
 */
const waits: AsyncWaits = { ...shortenedWaits, afterError: [40_000, 80_000] };

/** Starts the stack, has the proxy make calls fail, sends traffic, kills workers, recovers by the documented commands, and checks. */
export function runStorm(options: StormOptions): Promise<number> {
  return supervise((context) => storm(options, context));
}

async function storm(options: StormOptions, context: RunContext): Promise<ExitCode> {
  const { controller, machine } = context;
  const { signal } = controller;
  const up = bringUp(context, { waits });
  await orAborted(runSteps(up.steps), signal);

  const stack = up.stack();
  const { proxy } = stack;
  if (proxy === undefined) throw new Error("a storm needs the bundled emulator: unset AWS_ENDPOINT_URL");
  const faults = () => [...faultsByEffect(proxy.faults.list()).values()].reduce((sum, hit) => sum + hit, 0);
  const aws = connect(stack.target);
  const traffic = createTraffic(stack, aws, signal, machine.stretch);
  const observer = await observeBus(traffic);
  const looking = {
    traffic,
    evidence: createEvidence(traffic),
    observerQueueUrl: observer.queueUrl,
    alertsQueueUrl: "",
  };
  traffic.journal.disturbed = true;
  const failed: string[] = [];
  const kills = new Map<string, number>();
  const killed = () => [...kills.values()].reduce((sum, count) => sum + count, 0);
  let commands: readonly Recovery[] = [];
  let requests = 0;
  let roomFaults = 0;
  const steps: Step[] = [
    {
      title: `Storm (seed ${options.seed})`,
      async run({ progress }) {
        for (const rule of stormRules(options.seed, options.percent)) proxy.faults.add(rule);
        const sending = new AbortController();
        const until = AbortSignal.any([signal, sending.signal]);
        const blow = blowing(options, stack.emulatorPid ?? 0, until, (name) => {
          if (name !== undefined) kills.set(name, (kills.get(name) ?? 0) + 1);
          progress(`${faults()} faults, ${killed()} workers killed`);
        });
        const enough = () => killed() >= options.kills && faults() >= options.faults;
        const sent = Promise.all([
          orderThroughStorm(traffic, options.orders),
          messagesThroughStorm(traffic, options, enough),
        ]);
        [requests, roomFaults] = await Promise.race([sent, blow]);
        sending.abort();
        proxy.faults.clear();
        return `${faults()} faults in ${callsOfFunctions(proxy.calls.counts())} calls, ${killed()} workers killed`;
      },
    },
    {
      title: "Recover by documented commands",
      async run({ note }) {
        commands = await recover(traffic, note);
        const last = await drained(traffic);
        if (!last.ok) failed.push(`not worked off: ${last.detail}`);
        return `${commands.length} commands for ${commands.reduce((sum, { deadLetters }) => sum + deadLetters, 0)} dead letters`;
      },
    },
    {
      title: "Look for what is lost or doubled",
      async run({ note }) {
        for (const check of keptChecks) {
          const { ok, detail } = await settle(check, looking, settleMs);
          if (!ok) failed.push(detail);
          note(`${ok ? "ok" : "FAILED"}: ${detail}`);
        }
        const stuck = await stuckDeadLetters(traffic);
        for (const { name, deadLetters } of stuck) failed.push(`${deadLetters.length} dead letters in ${name}`);
        for (const line of figuresOf({ traffic, proxy, kills, requests, roomFaults, commands })) note(line);
        return failed.length === 0 ? "nothing lost, nothing twice, nothing stuck" : { failed: failed.join("; ") };
      },
    },
  ];
  try {
    await orAborted(runSteps(steps), signal);
  } finally {
    await observer.remove().catch(() => undefined);
    aws.destroy();
    removeStackFile();
  }
  return failed.length === 0 ? exitCodes.ok : exitCodes.failed;
}

/** Kills workers until it is stopped. @returns what never resolves, and rejects when the killing fails */
function blowing(
  { seed, kills }: Pick<StormOptions, "seed" | "kills">,
  group: number,
  until: AbortSignal,
  onTurn: (killed: string | undefined) => void,
): Promise<never> {
  const random = createRandom(seed + 1);
  let count = 0;
  const work = async (): Promise<void> => {
    while (!until.aborted) {
      const killed = count < kills ? killWorker(group, random) : undefined;
      if (killed !== undefined) count += 1;
      onTurn(killed);
      await delay(killEveryMs, undefined, { signal: until }).catch(() => undefined);
    }
  };
  return new Promise<never>((_, reject) => {
    work().catch(reject);
  });
}
