// Times that are derived from settings, and AWS's times that settings must fit.
import type { Config } from "./schema";

/** Longest time that API Gateway waits for a function. Source: API Gateway's guide, "Quotas for REST APIs". */
export const API_TIMEOUT_SECONDS = 29;

/** Functions behind the API. */
export const apiEntries: ReadonlySet<string> = new Set([
  ...["orders/create", "orders/get", "orders/list", "orders/update-status", "orders/authorizer"],
]);

const NOTIFICATION_LEASE_MARGIN_SECONDS = 5;

/** Time that the notifications processor needs besides the webhook: a slow SES call, and the table. */
export const FALLBACK_SECONDS = 15;

/**
 * Time before Lambda retries a failed asynchronous call. Source: Lambda's guide, "How Lambda handles errors and retries with asynchronous
 * invocation".
 */
export const FIRST_ASYNC_RETRY_SECONDS = 60;

/** Retention of the functions' queues: four days. SQS deletes an older message without moving it to the dead letters. */
export const QUEUE_RETENTION_SECONDS = 345_600;

/** 14 days, the longest that SQS keeps a message. Source: SQS's guide, "Amazon SQS message quotas". */
export const DEAD_LETTER_RETENTION_SECONDS = 1_209_600;

/** How long a table's stream keeps a record. Source: DynamoDB's guide, "Change data capture for DynamoDB Streams". */
export const STREAM_RETENTION_SECONDS = 86_400;

/** How long SNS retries the delivery to a queue or a function. Source: SNS's guide, "Amazon SNS message delivery retries". */
export const TOPIC_DELIVERY_SECONDS = 23 * 86_400;

/** How long Lambda keeps an event of an asynchronous call; `topic-to-function.ts` uses the maximum. */
export const ASYNC_EVENT_SECONDS = 21_600;

/** Timeout of a function in seconds: its own or the stack's; behind the API at most the time that API Gateway waits. */
export function timeoutOf(config: Config, entry: keyof Config["functionOverrides"]): number {
  const timeout = config.functionOverrides[entry]?.timeoutSeconds ?? config.functionTimeoutSeconds;
  return apiEntries.has(entry) ? Math.min(timeout, API_TIMEOUT_SECONDS) : timeout;
}

/** AWS's rule for queues read by functions: six times the function's timeout, plus the batching window. */
export function visibilitySeconds(timeoutSeconds: number, windowSeconds: number): number {
  return 6 * timeoutSeconds + windowSeconds;
}

/**
 * Receives after which SQS itself moves a message to the dead letters. Two more than its function allows: if the function ends abruptly at
 * its last attempt, it still gets to record why it gave the message up.
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
