// When CloudWatch raises an alarm, as its user guide says. Pure.
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
  /** Data points that are looked at. */
  readonly evaluationPeriods: number;
  /** Of these, so many raise it. */
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  /** What a missing data point counts as. */
  readonly missing: "breaching" | "notBreaching";
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What an alarm came to at one minute. */
export interface Evaluation {
  readonly state: "OK" | "ALARM";
  /** The data points that counted, oldest first; missing ones are left out. */
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
 * CloudWatch looks at more data points than an alarm asks for, in case some are missing. How many more it does not say; its examples take
 * five for three.
 */
const spare = 2;

/**
 * Judges an alarm at the end of a minute. The periods end there, and slide with it: an alarm with a period of five minutes is judged
 * every minute.
 *
 * - As many real data points as it looks at: the most recent ones count, and missing ones between them do not.
 * - Fewer: all of them count, and missing ones fill up as the alarm says.
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

/** What the alarm's expression makes of the periods that CloudWatch retrieves, oldest first. */
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
 * Judges an alarm at the end of every minute of a time.
 *
 * @param state what it was before
 * @param after the last minute that was judged before; in minutes since the epoch, like `until`
 * @param until the last one to judge
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
