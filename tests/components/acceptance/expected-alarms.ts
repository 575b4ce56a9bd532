import type { StackName } from "../../support/pulumi";

/** An alarm without its wording: what it watches, when it is raised, and where to read on. */
export interface Watch {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
  readonly when: string;
  readonly runbook: string;
}

const functions = [
  "confirmations-feedback",
  "confirmations-sender",
  "orders-auditor",
  "orders-authorizer",
  "orders-create",
  "orders-get",
  "orders-list",
  "orders-publisher",
  "orders-update-status",
] as const;

const deadLetters = [
  "confirmations-dead-letters",
  "confirmations-feedback-dead-letters",
  "confirmations-feedback-subscription-dead-letters",
  "confirmations-subscription-dead-letters",
  "orders-auditor-failures",
  "orders-publisher-failures",
] as const;

const tables: readonly (readonly [table: string, index?: string])[] = [
  ["confirmations-deliveries"],
  ["confirmations-deliveries", "AddressIndex"],
  ["confirmations-suppressions"],
  ["monitoring-errors"],
  ["monitoring-errors", "FunctionNameIndex"],
  ["orders-audit"],
  ["orders-audit", "ActorIndex"],
  ["orders-table"],
  ["orders-table", "CustomerIndex"],
];

/** Every alarm of a stack, by its name. */
export function expectedAlarms(stack: StackName): Record<string, Watch> {
  const errors = stack === "prod" ? 1 : 5;
  const age = stack === "prod" ? 300 : 900;
  const seconds = (name: string) =>
    /confirmations/.test(name) && stack === "local" ? 15 : /publisher|auditor|confirmations/.test(name) ? 30 : 29;
  const throughAlias = (name: string) => ({
    FunctionName: `${name}-${stack}`,
    Resource: `${name}-${stack}:live`,
  });
  const all: Record<string, Watch> = {};
  const add = (name: string, metric: string, dimensions: Watch["dimensions"], when: string, runbook: string) => {
    all[`${name}-alarm-${stack}`] = { metric, dimensions, when, runbook };
  };
  for (const name of functions) {
    const dimensions = throughAlias(name);
    add(`${name}-errors`, "AWS/Lambda Errors Sum", dimensions, `>= ${errors} in 1 x 300 s`, "function-errors");
    add(`${name}-throttles`, "AWS/Lambda Throttles Sum", dimensions, ">= 5 in 1 x 300 s", "function-throttles");
    add(
      `${name}-duration`,
      "AWS/Lambda Duration p99",
      dimensions,
      `>= ${seconds(name) * 800} in 2 x 300 s`,
      "function-duration",
    );
  }
  for (const name of ["orders-auditor", "orders-publisher"]) {
    add(
      `${name}-stream-iterator-age`,
      "AWS/Lambda IteratorAge Maximum",
      throughAlias(name),
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
  for (const name of ["confirmations-feedback-queue", "confirmations-queue"]) {
    add(
      `${name}-age`,
      "AWS/SQS ApproximateAgeOfOldestMessage Maximum",
      { QueueName: `${name}-${stack}` },
      `>= ${age} in 3 x 60 s`,
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
  const api = { ApiName: `orders-api-${stack}`, Stage: stack };
  add("orders-api-4xx", "AWS/ApiGateway 4XXError Average", api, ">= 0.25 in 3 x 300 s", "api-client-errors");
  add("orders-api-5xx", "AWS/ApiGateway 5XXError Average", api, ">= 0.01 in 1 x 300 s", "api-server-errors");
  add("orders-api-latency", "AWS/ApiGateway Latency p99", api, ">= 2000 in 3 x 300 s", "api-latency");
  const set = { "ses:configuration-set": `confirmations-mail-${stack}` };
  const rate = (metric: string, share: number) =>
    [`AWS/SES Reputation.${metric} Maximum`, set, `>= ${share} in 1 x 3600 s`, "email-reputation"] as const;
  add("confirmations-bounce-rate", ...rate("BounceRate", 0.05));
  add("confirmations-complaint-rate", ...rate("ComplaintRate", 0.001));
  const ours = (service: string, extra = {}) => ({ environment: stack, service, ...extra });
  const once = ">= 1 in 1 x 300 s";
  add("confirmations-uncertain", "Backoffice EmailsUncertain Sum", ours("confirmations"), once, "uncertain-emails");
  add(
    "confirmations-error-log",
    "Backoffice ErrorLogFallback Sum",
    ours("confirmations"),
    once,
    "error-log-unavailable",
  );
  add("orders-error-log", "Backoffice ErrorLogFallback Sum", ours("orders"), once, "error-log-unavailable");
  add(
    "orders-internal-failures",
    "Backoffice OrderFailures Sum",
    ours("orders", { kind: "internal" }),
    ">= 5 in 1 x 300 s",
    "order-failures",
  );
  return all;
}
