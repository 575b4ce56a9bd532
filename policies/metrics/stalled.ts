import { awsTypes } from "../../aws/resource-types";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { type Alarm, positive, readAlarm } from "./alarm";
import { worthOf } from "./expression";
import type { MetricReference } from "./reference";
import { tolerated } from "./tolerance";

/** One of our own metrics, exactly. */
export interface CountedMetric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Looks up whether something that goes in while nothing comes out raises an alarm. Made once for a rule's run. */
export interface StalledAlarms {
  /** @throws {UnknownValue} there is none, and an alarm is not known yet that may be it */
  readonly raisedBy: (input: CountedMetric, output: CountedMetric) => boolean;
}

/** How long it may take at most, in seconds: longer, and with the time that metrics need it is more than ten minutes. */
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

/** Two periods, so that nothing which goes in at the end of one raises it; and the two short enough. @throws {UnknownValue} */
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
  // Without data, and for an expression that cannot be read, NaN: it compares to nothing.
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
