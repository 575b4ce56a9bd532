import { setTimeout as delay } from "node:timers/promises";
import { callsOfFunctions } from "../../ops/calls/counts";
import { effectOf, meets } from "../../ops/faults/text";
import { messageOf } from "../../values/message-of";
import { busyText } from "../run/machine";
import { allDeadLetters, drained, stuckDeadLetters } from "../storm/recover";
import { keptChecks } from "../traffic/checks/kept";
import { refusalChecks, rows } from "../traffic/checks/orders";
import { settle } from "../traffic/run-checks";
import type { Traffic } from "../traffic/traffic";
import { alarmsOf } from "./alarms";
import { type Executed, execute } from "./commands";
import type { Drill } from "./drill";
import { type RunningLoads, startLoads } from "./loads";
import { type DrillResult, type Phase, verdictOf } from "./result";
import { calm, judged, judgeUntil, type Stage, totals } from "./stage";

/** How long traffic without a fault raises no alarm before the fault begins. */
const steadyMs = 4_000;
/** For the expected alarms. The slowest need three periods of five minutes, which are fifteen seconds here. */
const alarmMs = 40_000;
/** For all alarms to be OK again; an hour's period takes a minute here. */
const calmMs = 110_000;
const settleMs = 20_000;
/** Longest life of a fault rule: a drill that is killed leaves none behind for long. */
const forSeconds = 600;

const checks = [rows, ...refusalChecks(["O2", "O7"]), ...keptChecks];

/** Rehearses one failure: steady state, fault, alarms, the runbook's commands, calm, and what must be true then. */
export async function perform(drill: Drill, stage: Stage): Promise<DrillResult> {
  const { traffic } = stage.context;
  const { proxy } = traffic.stack;
  if (proxy === undefined) throw new Error("drills need the bundled emulator: unset AWS_ENDPOINT_URL");
  const began = performance.now();
  const at = new Date().toISOString();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  const phases: Phase[] = [];
  const problems: string[] = [];
  const commands: Executed[] = [];
  const before = await totals(stage);
  const callsBefore = callsOfFunctions(proxy.calls.counts());
  const enter = (name: Phase["name"], from: number) => phases.push({ name, from, to: seconds() });

  const undo: (() => Promise<void>)[] = [];
  const rules: string[] = [];
  const repair = async () => {
    for (const id of rules) proxy.faults.clear(id);
    for (const back of undo.splice(0)) await back().catch((error: unknown) => problems.push(messageOf(error)));
  };
  const running: RunningLoads[] = [];
  const stopLoads = async () => {
    for (const loads of running) await loads.stop();
  };

  let stayed = false;
  /** A message that stays hidden is neither lost nor sent twice: only its queue shows it. Once one has been waited for in vain, none is again. */
  const awaitDrained = async () => {
    const limitMs = stayed ? 0 : drill.drainedWithinMs;
    const { ok, detail } = await drained(traffic, limitMs === undefined ? undefined : { limitMs, mostMs: limitMs });
    if (!ok && !stayed) problems.push(`not worked off: ${detail}`);
    stayed ||= !ok;
  };
  /** Steady state, fault and recovery. */
  const rehearse = async () => {
    running.push(startLoads(drill.traffic, traffic));
    const raisedBefore = await calm(stage, { expected: drill.alarms, forMs: steadyMs, limitMs: alarmMs });
    if (raisedBefore.length > 0) problems.push(`raised before it began: ${raisedBefore.join(", ")}`);
    const steady = (await judged(stage)).transitions.length;
    enter("steady", 0);

    const faultFrom = seconds();
    const faultAt = Date.now();
    for (const [index, rule] of (drill.faults ?? []).entries()) {
      const id = `${drill.name}-${index + 1}-${faultAt}`;
      rules.push(proxy.faults.add({ ...rule, id, seed: stage.seed, forSeconds }));
    }
    for (const lever of drill.levers ?? []) undo.push(await lever.pull(traffic));
    running.push(startLoads(drill.duringFault ?? [], traffic));
    const alarms = alarmsOf(drill, stage, { steady, faultAt });
    await judgeUntil(stage, alarmMs, async ({ transitions }) => alarms.missing(transitions).length === 0);
    const left = (drill.atLeastMs ?? 0) - (Date.now() - faultAt);
    if (left > 0) await delay(left, undefined, { signal: traffic.signal });
    const faultsNow = () => {
      const faultStates = proxy.faults.list().filter(({ rule }) => rules.includes(rule.id));
      return { faultStates, hit: faultStates.reduce((sum, state) => sum + state.hit, 0) };
    };
    if (rules.length > 0 && faultsNow().hit === 0) problems.push("no call met its faults");
    let deadLettered = await deadLettersNow(traffic);
    enter("fault", faultFrom);

    const recoveryFrom = seconds();
    for (const step of drill.recovery) {
      if ("fixed" in step) {
        await repair();
        continue;
      }
      if ("calm" in step) {
        await calm(stage, { expected: drill.alarms, limitMs: calmMs });
        continue;
      }
      if ("drained" in step) {
        await stopLoads();
        await awaitDrained();
        continue;
      }
      // What fails goes to the dead letters first.
      if (step.command.includes("redrive") || step.forEachBroken !== undefined) {
        await stopLoads();
        await awaitDrained();
        deadLettered = Math.max(deadLettered, await deadLettersNow(traffic));
      }
      const done = await execute(traffic, step);
      commands.push(...done);
      for (const { command, ok, said } of done) if (!ok) problems.push(`${command}: ${said}`);
    }
    return { alarms, ...faultsNow(), deadLettered, recoveryFrom };
  };
  const { alarms, faultStates, hit, deadLettered, recoveryFrom } = await rehearse().finally(async () => {
    // Whatever went wrong: the next drill finds the stack as it was.
    await repair();
    await Promise.all(running.map((loads) => loads.stop().catch((error: unknown) => problems.push(messageOf(error)))));
  });
  await awaitDrained();
  enter("recovery", recoveryFrom);

  // Calm
  const calmFrom = seconds();
  const stillRaised = await calm(stage, { expected: drill.alarms, limitMs: calmMs, stay: drill.stayRaised });
  if (stillRaised.length > 0) problems.push(`still raised: ${stillRaised.join(", ")}`);
  for (const check of checks) {
    const { ok, detail } = await settle(check, stage.context, settleMs);
    if (!ok) problems.push(detail);
  }
  for (const { name, deadLetters } of await stuckDeadLetters(traffic))
    problems.push(`${deadLetters.length} dead letters are left in ${name}`);
  enter("calm", calmFrom);

  const after = await totals(stage);
  const { transitions } = await judged(stage);
  const seen = alarms.result(transitions);
  const missing = alarms.missing(transitions);
  if (missing.length > 0) problems.push(`not raised: ${missing.join(", ")}`);
  if (seen.unexpected.length > 0) problems.push(`raised, and nobody expected it: ${seen.unexpected.join(", ")}`);
  const counts = {
    sent: after.sent - before.sent,
    seen: after.seen - before.seen,
    lost: Math.max(0, after.lost - before.lost),
    duplicated: Math.max(0, after.duplicated - before.duplicated),
  };
  const busy = busyText(stage.machine.figures());
  return {
    ...{ name: drill.name, runbook: drill.runbook, hypothesis: drill.hypothesis, seed: stage.seed, at },
    faults: {
      asked: rules.length + (drill.levers ?? []).length,
      hit,
      calls: callsOfFunctions(proxy.calls.counts()) - callsBefore,
      list: [
        ...faultStates.map(({ rule }) => `${effectOf(rule)}: ${meets(rule)}`),
        ...(drill.levers ?? []).map(({ what }) => what),
      ],
    },
    alarms: seen,
    ...counts,
    deadLettered,
    recovered: stillRaised.length === 0 && commands.every(({ ok }) => ok),
    commands,
    phases,
    notShown: drill.notShown,
    verdict: verdictOf({ problems, duplicated: counts.duplicated, busy: busy !== undefined }),
    problems: problems.length > 0 && busy !== undefined ? [...problems, busy] : problems,
    seconds: seconds(),
  };
}

async function deadLettersNow(traffic: Traffic): Promise<number> {
  return (await allDeadLetters(traffic)).reduce((sum, { deadLetters }) => sum + deadLetters.length, 0);
}
