import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import type { Alarm } from "./alarm";
import type { MetricReference } from "./reference";

/** How an alarm of one kind must read its metrics, so that a threshold means what it says, such as "more than 5 in 5 minutes". */
export interface AlarmKind {
  readonly id: KindId;
  readonly namespace: string;
  /** The metrics that it reads, sorted. An alarm with several metrics, or with `math`, uses an expression. */
  readonly metrics: readonly string[];
  readonly math: boolean;
  /** Allowed statistics: any other measures another quantity. `p` stands for the percentiles from the 99th. */
  readonly statistics: readonly string[];
  /** Seconds per data point. A shorter period counts less and a longer one averages more, so the threshold would not be reached. */
  readonly period: number;
  /** Most data points in a row that must breach: more would raise the alarm too late. */
  readonly mostPeriods: number;
  /** The threshold's unit, for messages. */
  readonly unit: string;
}

/** Kinds of alarms on metrics of AWS services; `custom` for the program's own metrics. */
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
  | "backupFailures"
  | "missingBackups"
  | "blockedRequests"
  | "certificateExpiry"
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
  {
    id: "backupFailures",
    namespace: "AWS/Backup",
    metrics: [
      "NumberOfBackupJobsAborted",
      "NumberOfBackupJobsExpired",
      "NumberOfBackupJobsFailed",
      "NumberOfCopyJobsFailed",
      "NumberOfRestoreJobsFailed",
    ],
    ...sum,
    math: true,
    unit: "jobs",
  },
  {
    id: "missingBackups",
    namespace: "AWS/Backup",
    metrics: ["NumberOfBackupJobsCompleted"],
    ...{ math: true, statistics: ["Sum"], period: 86_400, mostPeriods: 2, unit: "days" },
  },
  { id: "blockedRequests", namespace: "AWS/WAFV2", metrics: ["BlockedRequests"], ...sum, unit: "requests" },
  {
    id: "certificateExpiry",
    namespace: "AWS/CertificateManager",
    metrics: ["DaysToExpiry"],
    math: true,
    statistics: ["Maximum", "Average"],
    period: 86_400,
    mostPeriods: 1,
    unit: "days too few",
  },
  { id: "bounceRate", namespace: "AWS/SES", metrics: ["Reputation.BounceRate"], ...reputation },
  { id: "complaintRate", namespace: "AWS/SES", metrics: ["Reputation.ComplaintRate"], ...reputation },
];

/**
 * Most periods in a row for alarms on the program's own metrics. Two for retries: a single message is retried so often within one period
 * that it alone would raise the alarm.
 */
const customPeriods: Readonly<Record<string, number>> = { [metrics.retriesScheduled.name]: 2 };

/** The kind of an alarm; undefined for an alarm on any other metric. */
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

/** Whether an alarm of this kind may use the metric's statistic. */
export function fits(kind: AlarmKind, { statistic }: MetricReference): boolean {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  if (percentile === undefined) return kind.statistics.includes(statistic);
  return kind.statistics.includes("p") && Number(percentile) >= 99 && Number(percentile) <= 100;
}
