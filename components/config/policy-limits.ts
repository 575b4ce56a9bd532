import type { Rule } from "./rules";
import type { Config } from "./schema";

/** A policy rule's bound for a setting, where it is narrower than AWS's. A test compares them with the rules. */
export interface PolicyLimit {
  /** Key, and the member below it; `*` for the members of an object with free names. */
  readonly path: readonly [keyof Config, ...string[]];
  readonly least?: number;
  readonly most?: number;
  /** A value outside these bounds that the rule accepts as well. @default none */
  readonly also?: number;
  /** The rule that rejects other values. */
  readonly rule: string;
}

const alarms = "alarm-within-limits";
const threshold = (name: string, most: number, rule = alarms): PolicyLimit => ({
  path: ["alarmThresholds", name],
  most,
  rule,
});
const override = (name: string, limit: Omit<PolicyLimit, "path">): PolicyLimit => ({
  path: ["functionOverrides", "*", name],
  ...limit,
});

/** Bounds of the policy pack. Checking them here rejects a configuration at once instead of after the preview. */
export const policyLimits: readonly PolicyLimit[] = [
  { path: ["functionMemoryMb"], most: 3_008, rule: "function-sized-explicitly" },
  { path: ["functionTimeoutSeconds"], most: 30, rule: "function-sized-explicitly" },
  override("memoryMb", { most: 3_008, rule: "function-sized-explicitly" }),
  override("timeoutSeconds", { most: 30, rule: "function-sized-explicitly" }),
  override("reservedConcurrency", { least: 10, rule: "concurrency-bounded" }),
  override("errorRatePercent", { most: 5, rule: alarms }),
  override("throttles", { most: 5, rule: alarms }),
  { path: ["rollout", "failedCalls"], most: 5, rule: "rollout-watches-its-function" },
  { path: ["apiReservedConcurrency"], least: 10, rule: "concurrency-bounded" },
  { path: ["apiRateLimit"], most: 1_000, rule: "api-stage-complete" },
  { path: ["apiBurstLimit"], most: 2_000, rule: "api-stage-complete" },
  { path: ["senderMaxConcurrency"], most: 100, rule: "reserved-concurrency-covers-pollers" },
  { path: ["feedbackMaxConcurrency"], most: 100, rule: "reserved-concurrency-covers-pollers" },
  { path: ["shipmentsMaxConcurrency"], most: 100, rule: "reserved-concurrency-covers-pollers" },
  { path: ["eventRetryAttempts"], least: 10, rule: "event-target-has-dead-letters" },
  { path: ["eventMaxAgeSeconds"], least: 3_600, rule: "event-target-has-dead-letters" },
  { path: ["streamRetryAttempts"], least: 2, most: 20, also: -1, rule: "stream-mapping-bounded" },
  { path: ["streamMaxRecordAgeSeconds"], least: 600, most: 43_200, rule: "stream-mapping-bounded" },
  { path: ["archiveRetentionDays"], least: 14, rule: "archive-keeps-events" },
  { path: ["archiveRetentionDays"], most: 365, rule: "archives-expire" },
  threshold("functionErrorRatePercent", 5),
  threshold("functionAverageDurationMs", 500),
  threshold("functionThrottles", 5),
  threshold("queueAgeSeconds", 240),
  threshold("retries", 5),
  threshold("iteratorAgeSeconds", 60),
  threshold("tableThrottles", 5),
  threshold("api4xxPercent", 25),
  threshold("api5xxPercent", 1),
  threshold("apiLatencyMs", 2_000),
  threshold("wafBlockedRequests", 100),
  threshold("orderInternalFailures", 5),
  threshold("notificationFailures", 10),
  threshold("notificationErrors", 5, "function-has-alarms"),
  threshold("notificationThrottles", 1, "function-has-alarms"),
  threshold("bounceRatePercent", 5),
  threshold("complaintRatePercent", 0.1),
];

/** The bounds as rules of the configuration. */
export const policyRules: readonly Rule[] = policyLimits.map((limit) => ({
  keys: [limit.path[0]],
  problem: (config) => {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, path, rule, also } = limit;
    const beyond = valuesAt(config, path).find(
      ({ value }) => typeof value === "number" && value !== also && (value < least || value > most),
    );
    if (beyond === undefined) return undefined;
    const bounds = [
      ...(also === undefined ? [] : [`${also}, or`]),
      ...(limit.least === undefined ? [] : [`at least ${least}`]),
      ...(limit.most === undefined ? [] : [`at most ${most}`]),
    ];
    const [, ...member] = beyond.path;
    const subject = member.length === 0 ? "must be" : `must have ${member.join(".")} of`;
    return `${subject} ${bounds.join(" and ").replace(", or and", ", or")}: the policy rule '${rule}' takes nothing else`;
  },
}));

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[], path: readonly string[] = []): readonly Found[] {
  if (name === undefined) return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  const names = name === "*" ? Object.keys(value) : [name];
  return names.flatMap((member) => valuesAt(Reflect.get(value, member), rest, [...path, member]));
}
