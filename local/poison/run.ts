import { exitCodes } from "../../cli/exit-codes";
import { removeStackFile } from "../../ops/stack/stack-file";
import { connect } from "../run/aws";
import { bringUp } from "../run/bring-up";
import type { RunContext } from "../run/context";
import { orAborted } from "../run/interrupts";
import { busyText } from "../run/machine";
import { runSteps, type Step } from "../run/steps";
import { supervise } from "../run/supervise";
import { createEvidence } from "../traffic/evidence/evidence";
import { createRandom } from "../traffic/random";
import { createTraffic } from "../traffic/traffic";
import { createPoisonMaker, poisonBytes } from "./bodies";
import { type Measured, measure } from "./measure";
import { type EntranceName, entranceNames } from "./names";
import { failuresOf, mostRatio, ratioOf, resultTable } from "./result";
import { leaksOf } from "./secrets";

/** Options of `npm run poison`. */
export interface PoisonOptions {
  readonly seed: number;
  /** Good messages of a round. */
  readonly good: number;
  /** Invalid ones among them. */
  readonly bad: number;
  /** Pairs of rounds, without and with the invalid ones; 0: counts only. */
  readonly pairs: number;
  /** Default: all. */
  readonly only?: readonly EntranceName[];
}

/** Deploys the stack, sends to every entry point, and prints the result. */
export function runPoison(options: PoisonOptions): Promise<number> {
  return supervise((context) => poison(options, context));
}

async function poison(options: PoisonOptions, context: RunContext): Promise<number> {
  const { controller, machine } = context;
  const { signal } = controller;
  const { good, bad, pairs, only } = options;
  const up = bringUp(context, {});
  await orAborted(runSteps(up.steps), signal);

  const stack = up.stack();
  const aws = connect(stack.target);
  const traffic = {
    ...createTraffic(stack, aws, signal, machine.stretch),
    random: createRandom(options.seed),
  };
  const looking = { traffic, evidence: createEvidence(traffic), observerQueueUrl: "", alertsQueueUrl: "" };
  const makers = { kept: createPoisonMaker(traffic.random), notified: createPoisonMaker(traffic.random) };
  const results: Measured[] = [];
  let leaks: readonly string[] = [];
  const chosen = entranceNames.filter((name) => only === undefined || only.includes(name));
  const steps = chosen.map((name): Step => {
    return {
      title: `Send to ${name}`,
      async run({ progress }) {
        const maker = name === "notifications-topic" ? makers.notified : makers.kept;
        const result = await measure(looking, name, { amount: { good, bad }, pairs, maker }, progress);
        results.push(result);
        const wrong = failuresOf(result);
        if (wrong.length > 0) return { failed: wrong.join("; ") };
        const ratio = ratioOf(result.pairs);
        return ratio === undefined ? "counts are right" : `${ratio.toFixed(2)} times as long beside poison`;
      },
    };
  });
  steps.push({
    title: "Look for the secrets of bad messages",
    async run() {
      leaks = await leaksOf(looking, { kept: makers.kept.secret, notified: makers.notified.secret });
      return leaks.length === 0 ? "found nowhere else" : { failed: `found in ${leaks.join(", ")}` };
    },
  });
  try {
    await orAborted(runSteps(steps), signal);
  } finally {
    aws.destroy();
    removeStackFile();
  }
  console.log(`\n${resultTable(results)}`);
  console.log(
    `\n${bad} bad ones of ${poisonBytes / 1000} kB among ${good} good ones; ` +
      (pairs === 0 ? "counts only" : `medians of ${pairs} pairs of rounds that took turns, at most ${mostRatio}`),
  );
  const busy = busyText(machine.figures());
  if (busy !== undefined) console.log(busy);
  return leaks.length === 0 && results.every((result) => failuresOf(result).length === 0)
    ? exitCodes.ok
    : exitCodes.failed;
}
