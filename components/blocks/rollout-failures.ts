import { metrics } from "../../functions/contracts/metric-catalog";
import { functionLogicalName, type RolledOutEntry, rolledOutEntries } from "../functions";
import type { LogicalName } from "../naming";
import type { PipelineName } from "../pipelines";
import type { CustomMetric } from "./alarms/custom";

/** How functions report a failure without failing themselves, which AWS's metric `Errors` does not count. */
type Kind = "internal" | "retries" | "given-up" | "not-delivered";

const kinds: Readonly<Record<Kind, Pick<CustomMetric, "metric" | "extra"> & { readonly what: string }>> = {
  internal: {
    metric: metrics.orderFailures,
    extra: { kind: "internal" },
    what: "Requests are answered with 500",
  },
  retries: { metric: metrics.retriesScheduled, what: "Messages or records are handed back" },
  "given-up": { metric: metrics.messagesDeadLettered, what: "Messages are given up" },
  "not-delivered": { metric: metrics.notificationsFailed, what: "Notifications do not reach their channel" },
};

const consumer: readonly Kind[] = ["retries", "given-up"];

/** For each function what it reports: which kind is whose, nobody can guess. */
const reported: Readonly<Record<RolledOutEntry, readonly Kind[]>> = {
  "orders/create": ["internal"],
  "orders/get": ["internal"],
  "orders/list": ["internal"],
  "orders/update-status": ["internal"],
  // It refuses or fails: a failure is an error of its call.
  "orders/authorizer": [],
  "orders/publisher": ["retries"],
  "orders/auditor": ["retries"],
  "confirmations/sender": consumer,
  "confirmations/feedback": consumer,
  "shipments/processor": consumer,
  "notifications/processor": ["not-delivered"],
};

/** Failures of a pipeline's functions that take back a roll-out beside their `Errors`. */
export interface ReportedFailures extends CustomMetric {
  /** Of the alarm. */
  readonly logicalName: LogicalName;
  /** What the alarm says. */
  readonly summary: string;
}

/**
 * What a function reports of its failures. The metrics are counted by pipeline, and so its functions share the alarms: a release is taken
 * back as one anyway.
 */
export function reportedFailures(functionName: LogicalName): readonly ReportedFailures[] {
  const entry = rolledOutEntries.find((each) => functionLogicalName(each) === functionName);
  if (entry === undefined) return [];
  const service = entry.slice(0, entry.indexOf("/")) as PipelineName;
  return reported[entry].map((kind) => {
    const { what, ...metric } = kinds[kind];
    return {
      ...metric,
      service,
      logicalName: `${service}-${kind}-rollout-alarm`,
      summary: `${what} by functions of ${service}, which takes back a version that is being rolled out.`,
    };
  });
}
