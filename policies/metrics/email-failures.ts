import { awsTypes } from "../../aws/resource-types";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { type Alarm, positive, readAlarm } from "./alarm";
import { worthOf } from "./expression";
import { tolerated } from "./tolerance";

/** The tag that SES sets on every email: the name of its configuration set. */
export const setTag = "ses:configuration-set";

/** Events of emails that did not reach a reader, each with the SES metric that counts it. */
export const emailFailures = { BOUNCE: "Bounce", COMPLAINT: "Complaint", REJECT: "Reject" } as const;

/** Looks up whether the first failed email of a configuration set raises an alarm. Built once per run of a rule. */
export interface FailureAlarms {
  /** @param setName physical name of the set @throws {UnknownValue} no alarm fits, but one that is not known yet might */
  readonly raisedBy: (metric: string, setName: string) => boolean;
}

/** Reads all alarms of a stack once. */
export function failureAlarmsIn(stack: Stack): FailureAlarms {
  const alarms: Alarm[] = [];
  let gap: UnknownValue | undefined;
  for (const resource of stack.ofType(awsTypes.cloudwatch.metricAlarm)) {
    try {
      const alarm = readAlarm(resource);
      if (alarm.metrics.some(({ namespace }) => namespace === "AWS/SES") && isPrompt(alarm)) alarms.push(alarm);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      gap = error;
    }
  }
  return {
    raisedBy(metric, setName) {
      const found = alarms.some((alarm) => isAbout(alarm, setName) && valueAfter(alarm, metric) > 0);
      if (!found && gap !== undefined) throw gap;
      return found;
    },
  };
}

/** Whether a single event raises the alarm, within five minutes. @throws {UnknownValue} */
function isPrompt({ resource, metrics }: Alarm): boolean {
  return (
    tolerated(resource, { unit: "events" }) === 0 &&
    positive(resource, "evaluationPeriods") === 1 &&
    metrics.every(({ statistic, period }) => statistic === "Sum" && period !== undefined && period <= 300)
  );
}

function isAbout({ metrics }: Alarm, setName: string): boolean {
  return metrics.every(
    ({ namespace, dimensions }) =>
      namespace === "AWS/SES" && Object.keys(dimensions).join() === setTag && dimensions[setTag] === setName,
  );
}

/** The value that an alarm compares to its threshold when one email fails in one way: SES then writes no metric of the other ways. */
function valueAfter({ metrics, queries, expression }: Alarm, metric: string): number {
  if (expression === undefined) return Number(metrics.some(({ name }) => name === metric));
  const samples = queries.flatMap((query): [string, number | undefined][] =>
    query.metric === undefined ? [] : [[query.id, query.metric.name === metric ? 1 : undefined]],
  );
  return worthOf(expression, Object.fromEntries(samples)).value ?? 0;
}
