import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** A rule of a custom bus, in CloudWatch's dimensions. */
export interface RuleTarget {
  readonly eventBusName: pulumi.Input<string>;
  readonly ruleName: pulumi.Input<string>;
}

/** A metric that EventBridge publishes for a rule. */
export function ruleMetric(
  rule: RuleTarget,
  name:
    | "FailedInvocations"
    | "Invocations"
    | "InvocationsFailedToBeSentToDlq"
    | "InvocationsSentToDlq"
    | "MatchedEvents"
    | "RetryInvocationAttempts",
): Metric {
  return {
    namespace: "AWS/Events",
    name,
    dimensions: { EventBusName: rule.eventBusName, RuleName: rule.ruleName },
    statistic: "Sum",
    periodSeconds: 300,
  };
}

/** Raised when a rule gives up an event that its target rejected. Not adjustable: one lost event is one too many. */
export function ruleFailuresAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  rule: RuleTarget,
  parent: pulumi.Resource,
) {
  return metricAlarm(
    `${name}-failed-alarm`,
    sharedArgs,
    {
      summary: `The rule ${name} cannot hand events to its target.`,
      runbook: "rule-failures",
      metric: ruleMetric(rule, "FailedInvocations"),
      comparison: ">=",
      threshold: 1,
      periods: 1,
      // A rule without matching events has no data points.
      missingData: "notBreaching",
    },
    parent,
  );
}

/** Raised by the first event that both the target and its dead-letter queue rejected: only the archive still has it. */
export function lostEventsAlarm(name: LogicalName, sharedArgs: SharedArgs, rule: RuleTarget, parent: pulumi.Resource) {
  return metricAlarm(
    `${name}-lost-alarm`,
    sharedArgs,
    {
      summary: `The dead-letter queue of the rule ${name} refuses events that its target refused: they are lost but for the archive.`,
      runbook: "lost-deliveries",
      metric: ruleMetric(rule, "InvocationsFailedToBeSentToDlq"),
      comparison: ">=",
      threshold: 1,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}

/** Raised while a rule's target rejects events: EventBridge retries for up to a day, and counts a failure only then. */
export function ruleRetriesAlarm(name: LogicalName, sharedArgs: SharedArgs, rule: RuleTarget, parent: pulumi.Resource) {
  return metricAlarm(
    `${name}-retried-alarm`,
    sharedArgs,
    {
      summary: `The target of the rule ${name} does not take events; EventBridge tries them again and again.`,
      runbook: "rule-failures",
      metric: ruleMetric(rule, "RetryInvocationAttempts"),
      comparison: ">=",
      threshold: sharedArgs.stack.config.alarmThresholds.retries,
      periods: 1,
      missingData: "notBreaching",
    },
    parent,
  );
}
