// Times that follow from settings, and those of AWS that settings must fit.
import type { Config } from "./schema";

/** API Gateway waits no longer for a function. Source: API Gateway's guide, "Quotas for REST APIs". */
export const API_TIMEOUT_SECONDS = 29;

/** Functions behind the API. */
export const apiEntries: ReadonlySet<string> = new Set([
  ...["orders/create", "orders/get", "orders/list", "orders/update-status", "orders/authorizer"],
]);

const NOTIFICATION_LEASE_MARGIN_SECONDS = 5;

/** What the notifications' processor needs beside the webhook: a slow answer of SES, and the table. */
export const FALLBACK_SECONDS = 15;

/** Lambda waits so long before it makes a failed asynchronous call again. Source: Lambda's guide, "How Lambda handles errors and retries with asynchronous invocation". */
export const FIRST_ASYNC_RETRY_SECONDS = 60;

/** How long the queues of functions keep a message: four days. What is older is deleted and reaches no dead letters. */
export const QUEUE_RETENTION_SECONDS = 345_600;

/** 14 days, the longest that SQS keeps a message. Source: SQS's guide, "Amazon SQS message quotas". */
export const DEAD_LETTER_RETENTION_SECONDS = 1_209_600;

/** How long a table's stream keeps a record. Source: DynamoDB's guide, "Change data capture for DynamoDB Streams". */
export const STREAM_RETENTION_SECONDS = 86_400;

/** How long SNS tries to hand a message to a queue or a function. Source: SNS's guide, "Amazon SNS message delivery retries". */
export const TOPIC_DELIVERY_SECONDS = 23 * 86_400;

/** How long Lambda keeps an event of an asynchronous call; `topic-to-function.ts` leaves it all of it. */
export const ASYNC_EVENT_SECONDS = 21_600;

/** Timeout of a function in seconds: its own or the stack's; behind the API never longer than API Gateway waits. */
export function timeoutOf(config: Config, entry: keyof Config["functionOverrides"]): number {
  const timeout = config.functionOverrides[entry]?.timeoutSeconds ?? config.functionTimeoutSeconds;
  return apiEntries.has(entry) ? Math.min(timeout, API_TIMEOUT_SECONDS) : timeout;
}

/** AWS's rule for queues read by functions: six times the function's timeout, plus the batching window. */
export function visibilitySeconds(timeoutSeconds: number, windowSeconds: number): number {
  return 6 * timeoutSeconds + windowSeconds;
}

/**
 * Receives before SQS itself moves a message to the dead letters. Two more than its function allows: a worker that dies at the last
 * receive must not cost the reason why the message was given up.
 */
export function redriveReceives({ maxReceiveCount }: Config): number {
  return maxReceiveCount + 2;
}

/** How long a sender owns an order's confirmation: longer than it can run, shorter than its message stays hidden. */
export function leaseSeconds(config: Config): number {
  return config.senderLeaseSeconds ?? 2 * timeoutOf(config, "confirmations/sender");
}

/** How long an attempt owns a notification: longer than it can run, and shorter than Lambda waits before the next. */
export function notificationLeaseSeconds(config: Config): number {
  return timeoutOf(config, "notifications/processor") + NOTIFICATION_LEASE_MARGIN_SECONDS;
}
