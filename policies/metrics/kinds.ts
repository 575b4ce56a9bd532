import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import type { Alarm } from "./alarm";
import type { MetricReference } from "./reference";

/** How alarms of one kind have to look at their metrics: what makes "more than 5 in 5 minutes" out of a number. */
export interface AlarmKind {
  readonly id: KindId;
  readonly namespace: string;
  /** The metrics that it takes, sorted. More than one, or `math`: by an expression. */
  readonly metrics: readonly string[];
  readonly math: boolean;
  /** Any other statistic is another quantity. `p` stands for the percentiles from the 99th. */
  readonly statistics: readonly string[];
  /** Length of a data point in seconds: a count in less time, or a mean over more, never gets there. */
  readonly period: number;
  /** Data points in a row, at most: how late an alarm may be. */
  readonly mostPeriods: number;
  /** What the threshold is counted in, for messages. */
  readonly unit: string;
}

/** Kinds of alarms on what AWS's services measure; `custom` for our own metrics. */
export type KindId =
  | "functionErrorRate"
  | "functionErrors"
  | "functionDuration"
  | "functionThrottles"
  | "iteratorAge"
  | "queueAge"
  | "deadLetters"
  | "apiClientErrors"
  | "apiServerErrors"
  | "apiLatency"
  | "tableThrottles"
  | "ruleFailures"
  | "ruleLosses"
  | "ruleRetries"
  | "topicLosses"
  | "lostPositions"
  | "droppedEvents"
  | "deadLetterErrors"
  | "bounceRate"
  | "complaintRate"
  | "custom";

const sum = { math: false, statistics: ["Sum"], period: 300, mostPeriods: 1 } as const;
const share = { math: false, statistics: ["Average"], period: 300, unit: "as a share from 0 to 1" } as const;
const reputation = {
  math: false,
  statistics: ["Maximum", "Average"],
  period: 3600,
  mostPeriods: 1,
  unit: "as a share from 0 to 1",
} as const;

const kinds: readonly AlarmKind[] = [
  {
    id: "functionErrorRate",
    namespace: "AWS/Lambda",
    metrics: ["Errors", "Invocations"],
    ...sum,
    math: true,
    mostPeriods: 2,
    unit: "percent",
  },
  { id: "functionErrors", namespace: "AWS/Lambda", metrics: ["Errors"], ...sum, unit: "calls" },
  {
    id: "functionDuration",
    namespace: "AWS/Lambda",
    metrics: ["Duration"],
    math: false,
    statistics: ["Average", "Maximum"],
    period: 300,
    mostPeriods: 2,
    unit: "milliseconds",
  },
  { id: "functionThrottles", namespace: "AWS/Lambda", metrics: ["Throttles"], ...sum, unit: "calls" },
  {
    id: "iteratorAge",
    namespace: "AWS/Lambda",
    metrics: ["IteratorAge"],
    math: false,
    statistics: ["Maximum"],
    period: 60,
    mostPeriods: 5,
    unit: "milliseconds",
  },
  {
    id: "queueAge",
    namespace: "AWS/SQS",
    metrics: ["ApproximateAgeOfOldestMessage"],
    math: false,
    statistics: ["Maximum"],
    period: 60,
    mostPeriods: 3,
    unit: "seconds",
  },
  {
    id: "deadLetters",
    namespace: "AWS/SQS",
    metrics: ["ApproximateNumberOfMessagesVisible"],
    math: false,
    statistics: ["Maximum"],
    period: 60,
    mostPeriods: 1,
    unit: "messages",
  },
  { id: "apiClientErrors", namespace: "AWS/ApiGateway", metrics: ["4XXError"], ...share, mostPeriods: 3 },
  { id: "apiServerErrors", namespace: "AWS/ApiGateway", metrics: ["5XXError"], ...share, mostPeriods: 1 },
  {
    id: "apiLatency",
    namespace: "AWS/ApiGateway",
    metrics: ["Latency"],
    math: false,
    statistics: ["p", "Maximum"],
    period: 300,
    mostPeriods: 3,
    unit: "milliseconds",
  },
  {
    id: "tableThrottles",
    namespace: "AWS/DynamoDB",
    metrics: ["ReadThrottleEvents", "WriteThrottleEvents"],
    ...sum,
    math: true,
    unit: "requests",
  },
  { id: "ruleFailures", namespace: "AWS/Events", metrics: ["FailedInvocations"], ...sum, unit: "events" },
  { id: "ruleLosses", namespace: "AWS/Events", metrics: ["InvocationsFailedToBeSentToDlq"], ...sum, unit: "events" },
  { id: "ruleRetries", namespace: "AWS/Events", metrics: ["RetryInvocationAttempts"], ...sum, unit: "events" },
  {
    id: "topicLosses",
    namespace: "AWS/SNS",
    metrics: ["NumberOfNotificationsFailedToRedriveToDlq", "NumberOfNotificationsRedrivenToDlq"],
    ...sum,
    math: true,
    unit: "messages",
  },
  { id: "lostPositions", namespace: "AWS/Lambda", metrics: ["DestinationDeliveryFailures"], ...sum, unit: "events" },
  {
    id: "droppedEvents",
    namespace: "AWS/Lambda",
    metrics: ["AsyncEventsDropped", "DestinationDeliveryFailures"],
    ...sum,
    math: true,
    unit: "events",
  },
  { id: "deadLetterErrors", namespace: "AWS/Lambda", metrics: ["DeadLetterErrors"], ...sum, unit: "events" },
  { id: "bounceRate", namespace: "AWS/SES", metrics: ["Reputation.BounceRate"], ...reputation },
  { id: "complaintRate", namespace: "AWS/SES", metrics: ["Reputation.ComplaintRate"], ...reputation },
];

/**
 * Periods in a row that an alarm on one of our own metrics may look at. Retries: two, for a single message is put back so often that one
 * period would be raised by it.
 */
const customPeriods: Readonly<Record<string, number>> = { [metrics.retriesScheduled.name]: 2 };

/** The kind of an alarm; undefined for one on anything else. */
export function kindOf(alarm: Alarm): AlarmKind | undefined {
  const [first] = alarm.metrics;
  if (first === undefined) return undefined;
  const names = [...new Set(alarm.metrics.map(({ name }) => name))].sort();
  const oneNamespace = alarm.metrics.every(({ namespace }) => namespace === first.namespace);
  const math = alarm.expression !== undefined;
  if (!oneNamespace) return undefined;
  if (first.namespace === metricNamespace)
    return math
      ? undefined
      : {
          id: "custom",
          namespace: metricNamespace,
          metrics: names,
          ...sum,
          mostPeriods: customPeriods[first.name] ?? sum.mostPeriods,
          unit: "events",
        };
  return kinds.find(
    (kind) => kind.namespace === first.namespace && kind.math === math && kind.metrics.join() === names.join(),
  );
}

/** Whether an alarm of a kind may look at a metric by this statistic. */
export function fits(kind: AlarmKind, { statistic }: MetricReference): boolean {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (percentile === undefined) return kind.statistics.includes(statistic);
  return kind.statistics.includes("p") && Number(percentile) >= 99 && Number(percentile) <= 100;
}
