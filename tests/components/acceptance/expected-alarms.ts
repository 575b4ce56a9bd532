import { orderRecorders } from "../../support/order-recorders";
import type { StackName } from "../../support/pulumi";
import { expectedPipelines } from "../expected/pipelines";
import { deadLetters, functions, tables } from "./alarmed-resources";

/** An alarm without its wording: what it watches, when it is raised, and where to read on. */
export interface ExpectedAlarm {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly when: string;
  readonly runbook: string;
}

/** Average durations in milliseconds of functions that wait for somebody else: SES. */
const slow: Readonly<Record<string, number>> = { "confirmations-sender": 5_000 };

/** Every alarm of a stack, by its name. */
export function expectedAlarms(stack: StackName): Record<string, ExpectedAlarm> {
  const throughAlias = (name: string) => ({
    FunctionName: `${name}-${stack}`,
    Resource: `${name}-${stack}:live`,
  });
  const all: Record<string, ExpectedAlarm> = {};
  const add = (
    name: string,
    metric: string,
    dimensions: ExpectedAlarm["dimensions"],
    when: string,
    runbook: string,
  ) => {
    all[`${name}-alarm-${stack}`] = { metric, dimensions, when, runbook };
  };
  const watched = [...functions, ...(stack === "prod" ? [] : ["monitoring-simulator"])];
  for (const name of watched) {
    const dimensions = throughAlias(name);
    add(
      `${name}-error-rate`,
      "IF(invocations > 0, 100 * errors / invocations, 0): AWS/Lambda Errors Sum, AWS/Lambda Invocations Sum",
      dimensions,
      "> 5 in 2 x 300 s",
      "function-errors",
    );
    add(
      `${name}-duration`,
      "AWS/Lambda Duration Average",
      dimensions,
      `> ${slow[name] ?? 500} in 2 x 300 s`,
      "function-duration",
    );
    if (stack !== "dev" && name !== "monitoring-simulator")
      add(`${name}-rollout`, "AWS/Lambda Errors Sum", dimensions, ">= 1 in 1 x 60 s", "rolled-back");
    add(`${name}-throttles`, "AWS/Lambda Throttles Sum", dimensions, ">= 5 in 1 x 300 s", "function-throttles");
  }
  for (const name of ["orders-auditor", "orders-publisher"]) {
    add(
      `${name}-stream-iterator-age`,
      "AWS/Lambda IteratorAge Maximum",
      { FunctionName: `${name}-${stack}` },
      ">= 60000 in 5 x 60 s",
      "stream-behind",
    );
  }
  for (const name of deadLetters) {
    add(
      name,
      "AWS/SQS ApproximateNumberOfMessagesVisible Maximum",
      { QueueName: `${name}-${stack}` },
      "> 0 in 1 x 60 s",
      "dead-letters",
    );
  }
  for (const name of [
    "confirmations-feedback-queue",
    "confirmations-queue",
    "shipments-queue",
    ...orderRecorders.map((each) => `${each}-queue`),
  ]) {
    add(
      `${name}-age`,
      "AWS/SQS ApproximateAgeOfOldestMessage Maximum",
      { QueueName: `${name}-${stack}` },
      ">= 240 in 3 x 60 s",
      "queue-age",
    );
  }
  for (const [table, index] of tables) {
    add(
      `${table}${index === undefined ? "" : `-${index}`}-throttles`,
      "FILL(reads, 0) + FILL(writes, 0): AWS/DynamoDB ReadThrottleEvents Sum, AWS/DynamoDB WriteThrottleEvents Sum",
      { TableName: `${table}-${stack}`, ...(index !== undefined && { GlobalSecondaryIndexName: index }) },
      ">= 1 in 1 x 300 s",
      "table-throttles",
    );
  }
  for (const rule of ["shipments-carrier-events", ...orderRecorders.map((name) => `${name}-order-events`)]) {
    const events = { EventBusName: `shipments-bus-${stack}`, RuleName: `${rule}-${stack}` };
    const reached = (threshold: number) => `>= ${threshold} in 1 x 300 s`;
    add(`${rule}-failed`, "AWS/Events FailedInvocations Sum", events, reached(1), "rule-failures");
    add(`${rule}-lost`, "AWS/Events InvocationsFailedToBeSentToDlq Sum", events, reached(1), "lost-deliveries");
    add(`${rule}-retried`, "AWS/Events RetryInvocationAttempts Sum", events, reached(5), "rule-failures");
  }
  if (stack === "prod") {
    const webAcl = { WebACL: "orders-web-acl-prod", Region: "eu-south-2", Rule: "ALL" };
    add(
      "orders-web-acl-blocked",
      "AWS/WAFV2 BlockedRequests Sum",
      webAcl,
      ">= 100 in 1 x 300 s",
      "api-blocked-requests",
    );
    const vault = { BackupVaultName: `monitoring-backup-vault-${stack}` };
    add(
      "monitoring-backup-missing",
      "IF(completed > 0, 0, 1): AWS/Backup NumberOfBackupJobsCompleted Sum",
      vault,
      ">= 1 in 2 x 86400 s",
      "backup-failures",
    );
    add(
      "monitoring-backup-failed",
      `FILL(failed, 0) + FILL(expired, 0) + FILL(aborted, 0) + FILL(copies, 0) + FILL(restores, 0): ${[
        ...["BackupJobsFailed", "BackupJobsExpired", "BackupJobsAborted", "CopyJobsFailed", "RestoreJobsFailed"],
      ]
        .map((name) => `AWS/Backup NumberOf${name} Sum`)
        .join(", ")}`,
      vault,
      "> 0 in 1 x 300 s",
      "backup-failures",
    );
  }
  for (const [subscription, topic] of [
    ["confirmations-queue-subscription", "confirmations-topic"],
    ["confirmations-feedback-queue-subscription", "confirmations-feedback-topic"],
    ...expectedPipelines.flatMap(({ subscriptions }) => subscriptions),
  ]) {
    add(
      `${subscription}-undelivered`,
      "FILL(redriven, 0) + FILL(lost, 0): AWS/SNS NumberOfNotificationsRedrivenToDlq Sum, AWS/SNS NumberOfNotificationsFailedToRedriveToDlq Sum",
      { TopicName: `${topic}-${stack}` },
      "> 0 in 1 x 300 s",
      "lost-deliveries",
    );
  }
  for (const name of ["orders-auditor", "orders-publisher"]) {
    add(
      `${name}-stream-lost`,
      "AWS/Lambda DestinationDeliveryFailures Sum",
      { FunctionName: `${name}-${stack}` },
      "> 0 in 1 x 300 s",
      "lost-deliveries",
    );
  }
  const api = { ApiName: `orders-api-${stack}`, Stage: stack };
  add("orders-api-4xx", "AWS/ApiGateway 4XXError Average", api, ">= 0.25 in 3 x 300 s", "api-client-errors");
  add("orders-api-5xx", "AWS/ApiGateway 5XXError Average", api, ">= 0.01 in 1 x 300 s", "api-server-errors");
  add("orders-api-latency", "AWS/ApiGateway Latency p99", api, ">= 2000 in 3 x 300 s", "api-latency");
  const rate = (metric: string, share: number) =>
    [
      `AWS/SES Reputation.${metric} Maximum`,
      { "ses:configuration-set": `confirmations-mail-${stack}` },
      `>= ${share} in 1 x 3600 s`,
      "email-reputation",
    ] as const;
  add("confirmations-bounce-rate", ...rate("BounceRate", 0.05));
  add("confirmations-complaint-rate", ...rate("ComplaintRate", 0.001));
  const ours = (service: string, extra = {}) => ({ environment: stack, service, ...extra });
  if (stack !== "dev") {
    const sum = (metric: string) => `Backoffice ${metric} Sum`;
    const takesBack = (name: string, metric: string, dimensions: ExpectedAlarm["dimensions"]) =>
      add(`${name}-rollout`, sum(metric), dimensions, ">= 1 in 1 x 60 s", "rolled-back");
    takesBack("orders-internal", "OrderFailures", ours("orders", { kind: "internal" }));
    takesBack("orders-retries", "RetriesScheduled", ours("orders"));
    for (const service of ["confirmations", "shipments", ...orderRecorders]) {
      takesBack(`${service}-retries`, "RetriesScheduled", ours(service));
      takesBack(`${service}-given-up`, "MessagesDeadLettered", ours(service));
    }
  }
  const once = ">= 1 in 1 x 300 s";
  add("confirmations-uncertain", "Backoffice EmailsUncertain Sum", ours("confirmations"), once, "uncertain-emails");
  add(
    "confirmations-retries",
    "Backoffice RetriesScheduled Sum",
    ours("confirmations"),
    ">= 5 in 2 x 300 s",
    "retries",
  );
  for (const service of ["shipments", ...orderRecorders])
    add(`${service}-retries`, "Backoffice RetriesScheduled Sum", ours(service), ">= 5 in 2 x 300 s", "retries");
  add("orders-retries", "Backoffice RetriesScheduled Sum", ours("orders"), ">= 5 in 1 x 300 s", "retries");
  for (const service of ["confirmations", "shipments", ...orderRecorders])
    add(`${service}-given-up`, "Backoffice MessagesDeadLettered Sum", ours(service), once, "dead-letters");
  const stalled = (output: string) => `IF(FILL(input, 0) > 0, IF(FILL(output, 0) > 0, 0, 1), 0): ${output}`;
  // The dimensions are those of the first metric.
  add(
    "confirmations-stalled",
    stalled("Backoffice OrdersPlaced Sum of orders, Backoffice EmailsSent Sum of confirmations"),
    ours("orders"),
    "> 0 in 2 x 180 s",
    "stalled",
  );
  add(
    "orders-audit-stalled",
    stalled("Backoffice OrdersPlaced Sum of orders, Backoffice AuditEntriesWritten Sum of orders"),
    ours("orders"),
    "> 0 in 2 x 180 s",
    "stalled",
  );
  const logging = [
    "confirmations",
    "orders",
    "shipments",
    ...orderRecorders,
    ...(stack === "prod" ? [] : ["monitoring"]),
  ];
  for (const service of logging)
    add(`${service}-error-log`, "Backoffice ErrorLogFallback Sum", ours(service), once, "error-log-unavailable");
  add(
    "orders-internal-failures",
    "Backoffice OrderFailures Sum",
    ours("orders", { kind: "internal" }),
    ">= 5 in 1 x 300 s",
    "order-failures",
  );
  for (const pipeline of expectedPipelines)
    for (const [name, alarm] of Object.entries(pipeline.alarms(stack))) all[`${name}-alarm-${stack}`] = alarm;
  return all;
}
