// Every pair of times that depend on each other, in one table, each row with its reason. Checked with the other rules when the
// configuration is read. Other pairs are derived from each other and cannot disagree: a queue hides messages for six timeouts of its
// reader, the shipments processor owns an event for one, and failure notices are kept as long as an event can return from the archive or
// the dead letters.
import type { Rule } from "./rules";
import {
  API_TIMEOUT_SECONDS,
  ASYNC_EVENT_SECONDS,
  apiEntries,
  DEAD_LETTER_RETENTION_SECONDS,
  FALLBACK_SECONDS,
  FIRST_ASYNC_RETRY_SECONDS,
  leaseSeconds,
  notificationLeaseSeconds,
  QUEUE_RETENTION_SECONDS,
  redriveReceives,
  STREAM_RETENTION_SECONDS,
  TOPIC_DELIVERY_SECONDS,
  timeoutOf,
  visibilitySeconds,
} from "./times";

/** Two times, and why one bounds the other. */
export interface TimeRule extends Rule {
  /** `shorter - longer`, as text. */
  readonly pair: string;
  /** What goes wrong otherwise. */
  readonly reason: string;
}

const days = (seconds: number) => Math.ceil(seconds / 86_400);

/**
 * Longest time in days until a request for an order's confirmation is processed, when it waits as long as possible at each stop: in the
 * publisher's failure queue, at the topic, in the subscription's dead letters, in the queue, in its dead letters, and in the queue again.
 */
export const REQUEST_RETURNS_DAYS = days(
  STREAM_RETENTION_SECONDS + TOPIC_DELIVERY_SECONDS + 3 * DEAD_LETTER_RETENTION_SECONDS + 2 * QUEUE_RETENTION_SECONDS,
);

/** Longest time in days until a notification is processed: at the topic, in both failure queues, and in Lambda's own queue each time. */
export const NOTIFICATION_RETURNS_DAYS = days(
  TOPIC_DELIVERY_SECONDS + 2 * DEAD_LETTER_RETENTION_SECONDS + 3 * ASYNC_EVENT_SECONDS,
);

/** All pairs. */
export const timeRules: readonly TimeRule[] = [
  {
    pair: "the simulator's slow call - its usual one and its timeout",
    reason:
      "A slow call that is quicker than the usual one is none; the slowest takes twice as long, and must end before the time-out.",
    keys: [
      "simulatorLatencyP99Ms",
      "simulatorLatencyMedianMs",
      "simulatorEnabled",
      "functionTimeoutSeconds",
      "functionOverrides",
    ],
    problem: (config) => {
      const { simulatorEnabled, simulatorLatencyMedianMs, simulatorLatencyP99Ms } = config;
      if (simulatorLatencyP99Ms < simulatorLatencyMedianMs)
        return `must be at least simulatorLatencyMedianMs (${simulatorLatencyMedianMs})`;
      // The slowest call sleeps twice as long.
      const most = 500 * timeoutOf(config, "monitoring/simulator") - 1;
      return simulatorEnabled && simulatorLatencyP99Ms > most
        ? `must be less than half of the simulator's timeout (at most ${most})`
        : undefined;
    },
  },
  {
    pair: "the first wait - the longest",
    reason: "A back-off that begins with more than its most would never grow.",
    keys: ["backoffMaxSeconds", "backoffBaseSeconds"],
    problem: ({ backoffBaseSeconds, backoffMaxSeconds }) =>
      backoffMaxSeconds < backoffBaseSeconds
        ? `must be at least backoffBaseSeconds (${backoffBaseSeconds})`
        : undefined,
  },
  {
    pair: "the sender's hold of a delivery - its time-out, and how long its message is hidden",
    reason:
      "A hold that ends while its owner runs lets two send; one that outlasts the message's hiding wastes the next receive.",
    keys: ["senderLeaseSeconds", "functionTimeoutSeconds", "functionOverrides", "queueBatchWindowSeconds"],
    problem: (config) => {
      const timeout = timeoutOf(config, "confirmations/sender");
      const visibility = visibilitySeconds(timeout, config.queueBatchWindowSeconds);
      const lease = leaseSeconds(config);
      return lease <= timeout || lease >= visibility
        ? `must be more than the sender's timeout (${timeout}) and less than its queue's visibility timeout (${visibility})`
        : undefined;
    },
  },
  {
    pair: "the webhook's answer - the processor's timeout",
    reason:
      "A call that waits to the end leaves no time for the fallback, and Lambda kills it with the notification untold.",
    keys: ["webhookTimeoutSeconds", "webhookUrl", "functionTimeoutSeconds", "functionOverrides"],
    problem: (config) => {
      if (config.webhookUrl === undefined) return undefined;
      const most = timeoutOf(config, "notifications/processor") - FALLBACK_SECONDS;
      return config.webhookTimeoutSeconds > most
        ? `must leave notifications/processor ${FALLBACK_SECONDS} s of its timeout for the fallback (at most ${most})`
        : undefined;
    },
  },
  {
    pair: "all receives of a message - how long its queue keeps it",
    reason: "A message that is older than its queue keeps is deleted, and reaches no dead letters.",
    keys: [
      "maxReceiveCount",
      "backoffMaxSeconds",
      "functionTimeoutSeconds",
      "functionOverrides",
      "queueBatchWindowSeconds",
    ],
    problem: (config) => {
      const timeout = Math.max(timeoutOf(config, "confirmations/sender"), timeoutOf(config, "confirmations/feedback"));
      const wait = Math.max(config.backoffMaxSeconds, visibilitySeconds(timeout, config.queueBatchWindowSeconds));
      const receives = redriveReceives(config);
      return receives * wait > QUEUE_RETENTION_SECONDS
        ? `must let a message reach the dead letters before its queue forgets it, in ${QUEUE_RETENTION_SECONDS} s: ${receives} receives, each up to ${wait} s after the one before`
        : undefined;
    },
  },
  {
    pair: "a function behind the API - API Gateway's patience",
    reason: "The caller gets 504 while the function goes on, and tries again what was done.",
    keys: ["functionOverrides"],
    problem: ({ functionOverrides }) => {
      const slow = Object.entries(functionOverrides).find(
        ([entry, override]) => apiEntries.has(entry) && (override?.timeoutSeconds ?? 0) > API_TIMEOUT_SECONDS,
      );
      return slow !== undefined
        ? `must give ${slow[0]} at most ${API_TIMEOUT_SECONDS} s, for API Gateway waits no longer`
        : undefined;
    },
  },
  {
    pair: "the processor's hold of a notification - Lambda's first retry",
    reason: "A retry that finds the hold of a call that died fails for nothing, and the next one is the last.",
    keys: ["functionTimeoutSeconds", "functionOverrides"],
    problem: (config) =>
      notificationLeaseSeconds(config) >= FIRST_ASYNC_RETRY_SECONDS
        ? `must let a retry find the notification free: its hold of ${notificationLeaseSeconds(config)} s must be less than the ${FIRST_ASYNC_RETRY_SECONDS} s after which Lambda tries again`
        : undefined,
  },
  {
    pair: "tries of a stream's record - what the stream keeps",
    reason: "Half of the stream's day is left for a person to replay what its reader gave up.",
    keys: ["streamMaxRecordAgeSeconds"],
    problem: ({ streamMaxRecordAgeSeconds: age }) =>
      age > STREAM_RETENTION_SECONDS / 2
        ? `must be at most ${STREAM_RETENTION_SECONDS / 2}: what the stream keeps for ${STREAM_RETENTION_SECONDS} s must be there when a person replays it`
        : undefined,
  },
  {
    pair: "a try of a stream's record - all its tries",
    reason: "A record whose first try takes until its age runs out has no second one.",
    keys: ["streamMaxRecordAgeSeconds", "functionTimeoutSeconds", "functionOverrides"],
    problem: (config) => {
      const timeout = Math.max(timeoutOf(config, "orders/publisher"), timeoutOf(config, "orders/auditor"));
      return config.streamMaxRecordAgeSeconds < 2 * timeout
        ? `must be at least twice the timeout of publisher and auditor (${timeout})`
        : undefined;
    },
  },
  {
    pair: "deliveries - the orders whose id they have",
    reason:
      "A customer who uses a key again after the order is gone places a new order with the same id: its delivery would be there already.",
    keys: ["deliveryRetentionDays", "orderRetentionDays"],
    problem: ({ deliveryRetentionDays, orderRetentionDays }) =>
      deliveryRetentionDays > orderRetentionDays
        ? `must be at most orderRetentionDays (${orderRetentionDays}): an order placed with the key of one that is gone would get no confirmation`
        : undefined,
  },
  {
    pair: "audit entries - the orders whose id they have",
    reason: "As before: the new order's versions would pass for those that are recorded already.",
    keys: ["auditRetentionDays", "orderRetentionDays"],
    problem: ({ auditRetentionDays, orderRetentionDays }) =>
      auditRetentionDays > orderRetentionDays
        ? `must be at most orderRetentionDays (${orderRetentionDays}): an order placed with the key of one that is gone would not be audited`
        : undefined,
  },
  {
    pair: "a request for a confirmation that comes back - its delivery",
    reason: "A request whose delivery is gone is emailed again.",
    keys: ["deliveryRetentionDays"],
    problem: ({ deliveryRetentionDays }) =>
      deliveryRetentionDays < REQUEST_RETURNS_DAYS
        ? `must be at least ${REQUEST_RETURNS_DAYS}: so late a request can come out of dead letters, and would be emailed again`
        : undefined,
  },
  {
    pair: "a notification that comes back - its record",
    reason: "A notification whose record has expired is delivered again.",
    keys: ["notificationRetentionDays"],
    problem: ({ notificationRetentionDays }) =>
      notificationRetentionDays < NOTIFICATION_RETURNS_DAYS
        ? `must be at least ${NOTIFICATION_RETURNS_DAYS}: so late a notification can return from dead letters, and would be delivered again`
        : undefined,
  },
  {
    pair: "an event that waits for its target - the archive",
    reason: "What a rule gives up after its last try must still be in the archive.",
    keys: ["archiveRetentionDays", "eventMaxAgeSeconds"],
    problem: ({ archiveRetentionDays, eventMaxAgeSeconds }) =>
      archiveRetentionDays * 86_400 <= eventMaxAgeSeconds
        ? `must be more than eventMaxAgeSeconds (${eventMaxAgeSeconds} s): what a rule gives up must still be there`
        : undefined,
  },
];
