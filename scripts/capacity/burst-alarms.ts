import { publishingMinutes, sleepingQueueMinutes } from "../../aws/alarms/facts";
import { evaluateAlarm } from "../../aws/alarms/judge";
import { createSeries, type MetricPoint, metricKey } from "../../aws/alarms/series";
import { type MetricDefinition, metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import type { GraphResource } from "../../program/graph/build-graph";
import { alarmsOf } from "../alarm-times/measure";
import type { BurstMinute } from "./burst";

/** An alarm that a burst raises. */
export interface BurstAlarm {
  /** Without the environment's suffix. */
  readonly alarm: string;
  /** From the burst to the alarm. */
  readonly minutes: number;
}

/** A whole minute, long after the epoch: nothing else about it matters. */
const origin = 1_000_000;

/**
 * Alarms that a burst raises, in that order, judged by CloudWatch's rules. Only those all of whose metrics the simulation has.
 *
 * @param suffix environment suffix of the stack
 */
export function burstAlarms(
  resources: readonly GraphResource[],
  suffix: string,
  minutes: readonly BurstMinute[],
): readonly BurstAlarm[] {
  const points = minutes.flatMap((minute, index) => pointsOf(minute, index, suffix));
  const measured = new Set(points.map(metricKey));
  const series = createSeries({ origin: 0, factor: 1 }, points);
  const judged = alarmsOf(resources).judged.filter((alarm) =>
    [...alarm.metrics.values()].every(({ key }) => measured.has(key)),
  );
  return judged
    .flatMap((alarm) => {
      const found = minutes.findIndex((_, index) => evaluateAlarm(alarm, series, origin + index + 1).state === "ALARM");
      return found < 0
        ? []
        : [{ alarm: alarm.name.slice(0, -suffix.length - 1), minutes: found + 1 + publishingMinutes }];
    })
    .toSorted((a, b) => a.minutes - b.minutes);
}

function pointsOf(minute: BurstMinute, index: number, suffix: string): MetricPoint[] {
  const at = (origin + index) * 60_000;
  const own = ({ name }: MetricDefinition, service: string, value: number): MetricPoint => ({
    namespace: metricNamespace,
    name,
    dimensions: { environment: suffix, service },
    at,
    value,
  });
  const ofQueue = (queue: string, name: string, value: number): MetricPoint => ({
    namespace: "AWS/SQS",
    name,
    dimensions: { QueueName: `${queue}-${suffix}` },
    at,
    value,
  });
  return [
    own(metrics.ordersPlaced, "orders", minute.placed),
    own(metrics.emailsSent, "confirmations", minute.sent),
    own(metrics.retriesScheduled, "confirmations", minute.retried),
    own(metrics.messagesDeadLettered, "confirmations", minute.deadLettered),
    ofQueue("confirmations-queue", "ApproximateAgeOfOldestMessage", minute.oldest),
    // The dead letters sleep until the first comes.
    ...(index < sleepingQueueMinutes
      ? []
      : [ofQueue("confirmations-dead-letters", "ApproximateNumberOfMessagesVisible", minute.deadLetters)]),
  ];
}
