import { awsTypes } from "../../aws/resource-types";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { type Alarm, positive, readAlarm } from "./alarm";
import { worthOf } from "./expression";
import type { MetricReference } from "./reference";
import { tolerated } from "./tolerance";

/** One of the program's own metrics, with its dimensions. */
export interface CountedMetric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Looks up whether an alarm is raised when one metric counts input and the other counts no output. Built once per run of a rule. */
export interface StalledAlarms {
  /** @throws {UnknownValue} no alarm fits, but one that is not known yet might */
  readonly raisedBy: (input: CountedMetric, output: CountedMetric) => boolean;
}

/** Longest evaluation time in seconds: with the delay of metrics a longer one raises the alarm later than ten minutes. */
const mostSeconds = 360;

/** Reads all alarms of a stack once. */
export function stalledAlarmsIn(stack: Stack): StalledAlarms {
  const alarms: Alarm[] = [];
  let gap: UnknownValue | undefined;
  for (const resource of stack.ofType(awsTypes.cloudwatch.metricAlarm)) {
    try {
      const alarm = readAlarm(resource);
      if (alarm.expression !== undefined && alarm.metrics.length === 2 && isPrompt(alarm)) alarms.push(alarm);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      gap = error;
    }
  }
  return {
    raisedBy(input, output) {
      const found = alarms.some((alarm) => compares(alarm, input, output));
      if (!found && gap !== undefined) throw gap;
      return found;
    },
  };
}

/**
 * At least two periods, so that input at the end of one period does not raise the alarm; both together within the limit. @throws
 * {UnknownValue}
 */
function isPrompt({ resource, metrics }: Alarm): boolean {
  const periods = positive(resource, "evaluationPeriods") ?? 0;
  return (
    tolerated(resource, { unit: "events" }) === 0 &&
    periods >= 2 &&
    metrics.every(({ statistic, period }) => statistic === "Sum" && periods * (period ?? mostSeconds) <= mostSeconds)
  );
}

function compares(alarm: Alarm, input: CountedMetric, output: CountedMetric): boolean {
  const idOf = (wanted: CountedMetric) =>
    alarm.queries.find(({ metric }) => metric !== undefined && isIt(metric, wanted))?.id;
  const [goesIn, comesOut] = [idOf(input), idOf(output)];
  if (goesIn === undefined || comesOut === undefined) return false;
  // NaN without data, and for an expression that cannot be evaluated: no comparison with NaN is true.
  const value = (given: number | undefined, made: number | undefined) =>
    worthOf(alarm.expression ?? "", { [goesIn]: given, [comesOut]: made }).value ?? Number.NaN;
  return (
    value(1, undefined) > 0 &&
    value(1, 0) > 0 &&
    value(1, 1) === 0 &&
    value(undefined, undefined) === 0 &&
    value(undefined, 1) === 0
  );
}

function isIt({ name, dimensions }: MetricReference, wanted: CountedMetric): boolean {
  const text = (of: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(of).sort());
  return name === wanted.name && text(dimensions) === text(wanted.dimensions);
}
