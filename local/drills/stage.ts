import { describeAlarms } from "../../ops/stack/alarms";
import type { FakeAlarms, Judgement } from "../alarms/fake";
import type { Machine } from "../run/machine";
import type { CheckContext } from "../traffic/checks/check";
import { confirmationFigures, type Figures, orderFigures, shipmentFigures } from "../traffic/figures";
import { notificationFigures } from "../traffic/notification-figures";
import { until } from "../traffic/poll";
import { judgeAlarms } from "../traffic/scenarios/alarm-drill";

/** What drills of one run share: they come one after the other, on one stack. */
export interface Stage {
  readonly context: CheckContext;
  readonly alarms: FakeAlarms;
  readonly machine: Pick<Machine, "figures" | "stretch">;
  readonly seed: number;
  note(text: string): void;
}

/** Counts over all pipelines. */
export type Totals = Pick<Figures, "sent" | "seen" | "lost" | "duplicated">;

/** Everything that was sent since the stack is up, against what has come of it. */
export async function totals({ context }: Stage): Promise<Totals> {
  const figures = await Promise.all(
    [orderFigures, confirmationFigures, shipmentFigures, notificationFigures].map((count) => count(context)),
  );
  const sum = (of: keyof Totals) => figures.reduce((all, one) => all + one[of], 0);
  return { sent: sum("sent"), seen: sum("seen"), lost: sum("lost"), duplicated: sum("duplicated") };
}

/** Evaluates the alarms up to now. */
export async function judged({ context, alarms }: Stage): Promise<Judgement> {
  await judgeAlarms(context.traffic, alarms);
  const judgement = context.traffic.journal.judgements.at(-1);
  // Judgements of hours would fill the memory: each holds all data points.
  context.traffic.journal.judgements.splice(0, context.traffic.journal.judgements.length - 1);
  if (judgement === undefined) throw new Error("the alarms were not judged");
  return judgement;
}

/** Names of the alarms that are raised now and count. @param expected by the drill, in short */
async function raisedNow(stage: Stage, expected: readonly string[]): Promise<readonly string[]> {
  const { aws, outputs } = stage.context.traffic;
  const counting = alarmsThatCount(stage, expected);
  const shown = await describeAlarms(aws.cloudWatch, outputs.stack.environmentSuffix);
  return shown
    .filter(({ StateValue, AlarmName = "" }) => StateValue === "ALARM" && counting.has(AlarmName))
    .map(({ AlarmName = "" }) => shortName(stage, AlarmName));
}

/**
 * Physical names of the alarms that tell somebody, and of those that a drill expects: the ones for roll-outs tell nobody, and mean nothing
 * outside of one.
 */
export function alarmsThatCount(stage: Stage, expected: readonly string[]): ReadonlySet<string> {
  return new Set(
    stage.context.traffic.stack.deployment.alarms
      .filter(
        ({ AlarmName = "", AlarmActions = [] }) =>
          AlarmActions.length > 0 || expected.includes(shortName(stage, AlarmName)),
      )
      .map(({ AlarmName = "" }) => AlarmName),
  );
}

/** `confirmations-queue-age` of `confirmations-queue-age-alarm-local`. */
export function shortName({ context }: Stage, alarm: string): string {
  const end = `-alarm-${context.traffic.outputs.stack.environmentSuffix}`;
  return alarm.endsWith(end) ? alarm.slice(0, -end.length) : alarm;
}

/** An alarm that is OK may be raised again by what its metric learns late. */
const calmForMs = 2_000;

/** What calm is. */
interface Calm {
  /** Alarms that a drill expects, in short. */
  readonly expected: readonly string[];
  /** For how long none may be raised. Default: 2,000. */
  readonly forMs?: number;
  readonly limitMs: number;
  /** Those that may stay raised, in short, each with the reason. Default: none. */
  readonly stay?: Readonly<Record<string, string>> | undefined;
}

/** Judges until no alarm has been raised for a while. @returns those that still are when the time is up */
export async function calm(
  stage: Stage,
  { expected, forMs = calmForMs, limitMs, stay = {} }: Calm,
): Promise<readonly string[]> {
  let raised: readonly string[] = [];
  let since: number | undefined;
  await judgeUntil(stage, limitMs, async () => {
    raised = (await raisedNow(stage, expected)).filter((name) => stay[name] === undefined);
    since = raised.length === 0 ? (since ?? performance.now()) : undefined;
    return since !== undefined && performance.now() - since >= forMs;
  });
  return raised;
}

/** Judges until it is so. @returns whether it was in time */
export async function judgeUntil(
  stage: Stage,
  limitMs: number,
  isSo: (judgement: Judgement) => Promise<boolean>,
): Promise<boolean> {
  const { ok } = await until(async () => ({ ok: await isSo(await judged(stage)), detail: "" }), {
    signal: stage.context.traffic.signal,
    // What takes too long on a busy machine is not worth four times the wait: its verdict is refused anyway.
    stretch: () => Math.min(2, stage.machine.stretch()),
    limitMs,
    firstPauseMs: 500,
    longestPauseMs: 700,
  });
  return ok;
}
