// When CloudWatch raises an alarm, from its user guide. Pure functions.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
import { evaluate } from "../metric-math/evaluate";
import type { Expression } from "../metric-math/parse";
import { minuteMs, type Series, type Statistic } from "./series";

/** One metric of an alarm. */
export interface AlarmMetric {
  /** See `metricKey`. */
  readonly key: string;
  readonly statistic: Statistic;
}

export type Comparison = ">" | ">=" | "<" | "<=";

/** An alarm as it was declared. */
export interface JudgedAlarm {
  readonly name: string;
  /** By the id that the expression uses. */
  readonly metrics: ReadonlyMap<string, AlarmMetric>;
  readonly expression: Expression;
  /** Whole minutes. */
  readonly periodMinutes: number;
  /** Number of data points that are evaluated. */
  readonly evaluationPeriods: number;
  /** How many of them must breach to raise the alarm. */
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  /** What a missing data point counts as. */
  readonly missing: "breaching" | "notBreaching";
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** Result of evaluating an alarm at one minute. */
export interface Evaluation {
  readonly state: "OK" | "ALARM";
  /** The data points that counted, oldest first, without missing ones. */
  readonly dataPoints: readonly number[];
  readonly reason: string;
}

/** A change of state. */
export interface Transition {
  readonly alarm: string;
  /** Minute of the evaluation, in minutes since the epoch. */
  readonly minute: number;
  readonly from: AlarmState;
  readonly to: "OK" | "ALARM";
  readonly reason: string;
  readonly dataPoints: readonly number[];
}

/**
 * CloudWatch retrieves more data points than an alarm evaluates, in case some are missing. It does not document how many; its examples
 * retrieve five for three.
 */
const spare = 2;

/**
 * Evaluates an alarm at the end of a minute. Its last period ends there, so an alarm with a period of five minutes is evaluated every
 * minute, each time over shifted periods.
 *
 * - With enough real data points, the most recent ones count, and missing ones between them do not.
 * - With fewer, all of them count, and missing ones are filled as the alarm's missing-data treatment says.
 *
 * @param until in minutes since the epoch
 */
export function evaluateAlarm(alarm: JudgedAlarm, series: Series, until: number): Evaluation {
  const { evaluationPeriods: looked, datapointsToAlarm: needed } = alarm;
  const real = pointsOf(alarm, series, until)
    .filter((value) => value !== undefined)
    .slice(-looked);
  const filled = alarm.missing === "breaching" ? looked - real.length : 0;
  const breaching = real.filter((value) => breaches(alarm, value)).length + filled;
  const state = breaching >= needed ? "ALARM" : "OK";
  return { state, dataPoints: real, reason: reasonOf(alarm, real, breaching) };
}

/** Values of the alarm's expression for the periods that CloudWatch retrieves, oldest first. */
function pointsOf(
  { expression, metrics, periodMinutes, evaluationPeriods }: JudgedAlarm,
  series: Series,
  until: number,
) {
  const length = evaluationPeriods + spare;
  const ends = Array.from({ length }, (_, index) => until - (length - 1 - index) * periodMinutes);
  const points = [...metrics].map(([id, { key, statistic }]) => {
    const values = ends.map((end) => series.dataPoint(key, statistic, end, periodMinutes));
    return [id, values] as const;
  });
  return evaluate(expression, { metrics: new Map(points), length, periodSeconds: periodMinutes * 60 });
}

/**
 * Evaluates an alarm at the end of every minute in a time range.
 *
 * @param state the alarm's state before
 * @param after the last minute that was already evaluated, in minutes since the epoch, like `until`
 * @param until the last minute to evaluate
 */
export function judge(
  alarm: JudgedAlarm,
  series: Series,
  state: AlarmState,
  { after, until }: { readonly after: number; readonly until: number },
): readonly Transition[] {
  const transitions: Transition[] = [];
  let current = state;
  for (let minute = after + 1; minute <= until; minute++) {
    const { state: next, reason, dataPoints } = evaluateAlarm(alarm, series, minute);
    if (next === current) continue;
    transitions.push({ alarm: alarm.name, minute, from: current, to: next, reason, dataPoints });
    current = next;
  }
  return transitions;
}

function breaches({ comparison, threshold }: JudgedAlarm, value: number): boolean {
  switch (comparison) {
    case ">":
      return value > threshold;
    case ">=":
      return value >= threshold;
    case "<":
      return value < threshold;
    case "<=":
      return value <= threshold;
  }
}

function reasonOf(alarm: JudgedAlarm, real: readonly number[], breaching: number): string {
  const { evaluationPeriods: looked, comparison, threshold, missing } = alarm;
  const values = real.map((value) => String(Math.round(value * 100) / 100)).join(", ");
  const lacking = looked - real.length;
  const filled = lacking > 0 ? `; ${lacking} missing, which count as ${missing}` : "";
  return `${breaching} of the last ${looked} data points [${values}] were ${comparison} ${threshold}${filled}`;
}

/** A minute in the form of CloudWatch's time stamps. */
export function timeOf(minute: number): string {
  return new Date(minute * minuteMs).toISOString();
}
