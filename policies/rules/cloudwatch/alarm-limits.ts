import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import type { LogicalName } from "../../../components/naming";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { type Alarm, positive, readAlarm } from "../../metrics/alarm";
import { type AlarmKind, fits, type KindId, kindOf } from "../../metrics/kinds";
import { at } from "../../metrics/reference";
import { type Targets, targetsOf } from "../../metrics/targets";
import { tolerated } from "../../metrics/tolerance";
import { isRollbackAlarm } from "../../wiring/rollout";

/** The highest value that may pass without an alarm. The requirement behind each default is named next to it. */
const limit = (most: number, what: string) =>
  z.number().min(0).default(most).describe(`Most that passes without an alarm: ${what}.`);

const limits = {
  functionErrorRate: limit(5, "failed calls in percent (M4)"),
  functionErrors: limit(5, "failed calls in five minutes (N7)"),
  functionDuration: limit(500, "mean duration in ms (M4)"),
  functionThrottles: limit(4, "refused calls in five minutes (M4: an alarm at 5)"),
  iteratorAge: limit(60_000, "ms that a stream's reader is behind"),
  queueAge: limit(
    240,
    "seconds that a message waits: with three periods on top the alarm must be raised within ten minutes",
  ),
  deadLetters: limit(0, "messages in a queue that no function reads (X7)"),
  apiClientErrors: limit(0.25, "share of requests refused"),
  apiServerErrors: limit(0.01, "share of requests failed"),
  apiLatency: limit(2_000, "99th percentile in ms"),
  tableThrottles: limit(4, "throttled reads and writes in five minutes (as M4)"),
  backupFailures: limit(0, "backups, copies and restore tests that fail in five minutes"),
  missingBackups: limit(0, "days without a backup of any table, by an expression that is 0 or 1"),
  blockedRequests: limit(99, "requests that a web ACL refuses in five minutes"),
  certificateExpiry: limit(0, "days less than 30 until a certificate ends"),
  ruleFailures: limit(0, "events that a rule gives up in five minutes"),
  ruleLosses: limit(0, "events that neither a rule's target nor its dead letters took"),
  ruleRetries: limit(4, "events that a rule tried again in five minutes"),
  topicLosses: limit(0, "messages that a topic could not deliver"),
  lostPositions: limit(0, "records whose position a failure queue refused"),
  droppedEvents: limit(0, "asynchronous calls that Lambda dropped"),
  deadLetterErrors: limit(0, "events that a function's dead-letter queue refused"),
  bounceRate: limit(0.05, "share of emails bounced (E8)"),
  complaintRate: limit(0.001, "share of emails complained about (E8)"),
} satisfies { readonly [K in Exclude<KindId, "custom">]: z.ZodType };

const slowFunction = z.strictObject({ milliseconds: z.number().positive(), reason: z.string().min(20) });

export const alarmWithinLimits = stackRule({
  name: "alarm-within-limits",
  concern: "observability",
  description:
    "Alarms are raised at the limits that were agreed, by the statistic and the period that they were agreed for, and no later.",
  rationale:
    "A threshold ten times as high, a minimum in place of a sum, a longer look back: each turns an alarm off without removing it.",
  remediation:
    "Bring threshold, statistic, period and evaluationPeriods back within the limits, or change the limit in the pack's configuration and say why.",
  controls: ["observability.alarm-form"],
  severity: "high",
  parameters: {
    ...limits,
    custom: z
      .record(z.string(), z.number().min(0))
      .default({
        NotificationsFailed: 10,
        OrderFailures: 4,
        EmailsUncertain: 0,
        ErrorLogFallback: 0,
        RetriesScheduled: 4,
        MessagesDeadLettered: 0,
      })
      .describe("Of our own metrics, by name: most in five minutes that passes without an alarm (N7, O9, E4, M2)."),
    slowFunctions: z
      .record(z.string(), slowFunction)
      .default({
        "confirmations-sender": {
          milliseconds: 5_000,
          reason: "A batch of ten emails, five at a time, of calls to SES that are waited for up to 10 s.",
        },
        "notifications-processor": {
          milliseconds: 5_500,
          reason: "Waits for the webhook, for 5 s at most, before it sends the fallback.",
        },
      } satisfies Readonly<Record<LogicalName, z.infer<typeof slowFunction>>>)
      .describe("Functions, by logical name, that take longer than others: functionDuration of their own."),
  },
  async check(stack, { parameters, each, report }) {
    const targets = targetsOf(stack);
    await each(stack.ofType(awsTypes.cloudwatch.metricAlarm), (resource) => {
      const alarm = readAlarm(resource);
      const kind = kindOf(alarm);
      // What takes back a roll-out looks at single minutes: rollout-watches-its-function has the limits.
      if (kind === undefined || isRollbackAlarm(stack, resource)) return;
      for (const problem of [...shapeProblems(alarm, kind), ...thresholdProblems(alarm, kind, targets, parameters)])
        report(resource, problem.property, problem.found, problem.wanted);
    });
  },
});

interface Problem {
  readonly property: string;
  readonly found: unknown;
  readonly wanted: string;
}

function shapeProblems(alarm: Alarm, kind: AlarmKind): readonly Problem[] {
  const { resource, metrics } = alarm;
  const periods = positive(resource, "evaluationPeriods");
  return [
    ...metrics.flatMap((metric) => [
      ...(fits(kind, metric)
        ? []
        : [{ property: at(metric, "statistic"), found: metric.statistic, wanted: statisticsOf(kind) }]),
      ...(metric.period === kind.period
        ? []
        : [{ property: at(metric, "period"), found: metric.period, wanted: `${kind.period} seconds` }]),
    ]),
    ...(periods !== undefined && periods <= kind.mostPeriods
      ? []
      : [{ property: "evaluationPeriods", found: periods, wanted: `at most ${kind.mostPeriods}` }]),
  ];
}

function statisticsOf({ statistics }: AlarmKind): string {
  return statistics.map((statistic) => (statistic === "p" ? "p99 or higher" : statistic)).join(" or ");
}

type Limits = Readonly<Record<Exclude<KindId, "custom">, number>> & {
  readonly custom: Readonly<Record<string, number>>;
  readonly slowFunctions: Readonly<Record<string, { readonly milliseconds: number }>>;
};

function thresholdProblems(alarm: Alarm, kind: AlarmKind, targets: Targets, parameters: Limits): readonly Problem[] {
  const found = tolerated(alarm.resource, kind);
  if (found === undefined) return []; // alarm-rises-with-the-metric reports it
  const most = mostOf(alarm, kind, targets, parameters);
  const threshold = alarm.resource.number("threshold");
  if (most === undefined)
    return [
      {
        property: "metricName",
        found: kind.metrics.join(),
        wanted: "a metric that has a limit in the pack's configuration",
      },
    ];
  if (found < 0) return [{ property: "threshold", found: threshold, wanted: "more than nothing, else it never ends" }];
  if (found > most)
    return [{ property: "threshold", found: threshold, wanted: `an alarm at more than ${most} ${kind.unit}` }];
  const bound = boundOf(alarm, kind, targets);
  return bound === undefined || found < bound.value
    ? []
    : [{ property: "threshold", found: threshold, wanted: `less than ${bound.value} ${kind.unit}, ${bound.reason}` }];
}

function mostOf(alarm: Alarm, { id }: AlarmKind, targets: Targets, parameters: Limits): number | undefined {
  if (id === "custom") {
    const name = alarm.metrics[0]?.name ?? "";
    return Object.hasOwn(parameters.custom, name) ? parameters.custom[name] : undefined;
  }
  // The requirements set no limit for functions of other stacks: `watchedFunctions` in the settings does.
  if (targets.foreign.has(alarm.metrics[0]?.dimensions.FunctionName ?? "")) return Number.POSITIVE_INFINITY;
  const slow = id === "functionDuration" ? parameters.slowFunctions[resourceOf(alarm, targets)?.name ?? ""] : undefined;
  return Math.max(
    slow?.milliseconds ?? parameters[id],
    id === "functionDuration" ? parameters[id] + waitOf(alarm, targets) : 0,
  );
}

/** Milliseconds that a function waits for its webhook, from its environment. */
function waitOf(alarm: Alarm, targets: Targets): number {
  const seconds = Number(resourceOf(alarm, targets)?.text("environment.variables.WEBHOOK_TIMEOUT_SECONDS"));
  return Number.isFinite(seconds) ? 1000 * seconds : 0;
}

/** The upper bound of the value: the call ends, or the message is removed, before it gets higher. */
function boundOf(alarm: Alarm, { id }: AlarmKind, targets: Targets) {
  const resource = resourceOf(alarm, targets);
  // Defaults of Lambda and SQS: 3 seconds, and four days.
  if (id === "functionDuration" && resource !== undefined)
    return { value: (resource.number("timeout") ?? 3) * 1000, reason: "the function's timeout" };
  if (id === "queueAge" && resource !== undefined)
    return { value: resource.number("messageRetentionSeconds") ?? 345_600, reason: "when the queue forgets a message" };
  return undefined;
}

function resourceOf(alarm: Alarm, targets: Targets): Resource | undefined {
  const { FunctionName, QueueName } = alarm.metrics[0]?.dimensions ?? {};
  if (FunctionName !== undefined) return targets.find("FunctionName", FunctionName);
  return QueueName === undefined ? undefined : targets.find("QueueName", QueueName);
}
