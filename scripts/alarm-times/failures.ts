// The failures to measure, each described by the parts that stop working.
import { notificationFailures } from "./notification-failures";

/** State of each part of the shop. The first value of each is the healthy one. */
export interface World {
  readonly api: "ok" | "issuerDown" | "crash" | "reserved0" | "tableDown" | "tableThrottled";
  readonly publisher: StreamReader;
  readonly auditor: StreamReader;
  readonly requests: Delivery;
  readonly sender: QueueReader;
  readonly feedbackEvents: Delivery;
  readonly feedback: QueueReader;
  readonly rule: Delivery | "putOff";
  readonly shipments: QueueReader;
  readonly notices: Delivery;
  readonly notifications: "ok" | "webhookDown" | "fallbackDown" | "crash" | "reserved0";
  readonly errorLog: "ok" | "down";
  /** Whether the failure queues of functions reject what Lambda sends to them. */
  readonly failureQueues: "ok" | "refuse";
}

/** A function that reads a stream. `down`: the store that it writes to fails; `poison`: one record fails; `disabled`: its mapping is. */
export type StreamReader = "ok" | "down" | "crash" | "poison" | "disabled" | "reserved0";
/** A function that reads a queue; the same values, for messages. */
export type QueueReader = StreamReader;
/** A delivery by AWS. `refusedTwice`: the dead-letter queue rejects it as well. */
export type Delivery = "ok" | "refused" | "refusedTwice";

export const health: World = {
  api: "ok",
  publisher: "ok",
  auditor: "ok",
  requests: "ok",
  sender: "ok",
  feedbackEvents: "ok",
  feedback: "ok",
  rule: "ok",
  shipments: "ok",
  notices: "ok",
  notifications: "ok",
  errorLog: "ok",
  failureQueues: "ok",
};

/** A failure that begins and does not end. */
export interface Failure {
  readonly hop: string;
  readonly what: string;
  readonly world: Partial<World>;
  /** Alarms that count, when others are only side effects. @default all */
  readonly by?: RegExp;
  /** Nothing is lost until a stream's record is too old for a retry: the time is measured from then. @default from the failure */
  readonly onceTooOld?: true;
}

/** Everything that fails when the stack's key cannot be used. */
const keyGone: Partial<World> = {
  api: "tableDown",
  publisher: "down",
  auditor: "down",
  requests: "refusedTwice",
  sender: "crash",
  feedbackEvents: "refusedTwice",
  feedback: "crash",
  rule: "refusedTwice",
  shipments: "crash",
  notices: "refusedTwice",
  notifications: "crash",
  errorLog: "down",
  failureQueues: "refuse",
};

export const failures: readonly Failure[] = [
  { hop: "client -> API", what: "The issuer's keys cannot be read", world: { api: "issuerDown" } },
  { hop: "client -> API", what: "`orders-create` dies at its start", world: { api: "crash" } },
  { hop: "client -> API", what: "`orders-create` has a reserved concurrency of 0", world: { api: "reserved0" } },
  { hop: "API -> table", what: "The table is throttled", world: { api: "tableThrottled" } },
  { hop: "API -> table", what: "The table is down", world: { api: "tableDown" } },
  { hop: "stream -> publisher", what: "SNS or the bus is down", world: { publisher: "down" } },
  { hop: "stream -> publisher", what: "One record that fails each time", world: { publisher: "poison" } },
  { hop: "stream -> publisher", what: "The function dies at its start", world: { publisher: "crash" } },
  { hop: "stream -> publisher", what: "The mapping is disabled", world: { publisher: "disabled" } },
  { hop: "stream -> publisher", what: "A reserved concurrency of 0", world: { publisher: "reserved0" } },
  {
    hop: "stream -> failure queue",
    what: "The failure queue refuses positions, from the first one",
    onceTooOld: true,
    world: { publisher: "down", failureQueues: "refuse" },
    by: /-lost-alarm/,
  },
  { hop: "stream -> auditor", what: "The audit table is down", world: { auditor: "down" } },
  { hop: "stream -> auditor", what: "One record that fails each time", world: { auditor: "poison" } },
  { hop: "stream -> auditor", what: "The function dies at its start", world: { auditor: "crash" } },
  { hop: "stream -> auditor", what: "The mapping is disabled", world: { auditor: "disabled" } },
  { hop: "stream -> auditor", what: "A reserved concurrency of 0", world: { auditor: "reserved0" } },
  { hop: "topic -> queue", what: "The queue or its key refuses", world: { requests: "refused" } },
  { hop: "topic -> queue", what: "The dead-letter queue refuses as well", world: { requests: "refusedTwice" } },
  { hop: "queue -> sender", what: "One bad message", world: { sender: "poison" } },
  { hop: "queue -> sender", what: "The mapping is disabled", world: { sender: "disabled" } },
  { hop: "queue -> sender", what: "A reserved concurrency of 0", world: { sender: "reserved0" } },
  { hop: "sender -> SES", what: "SES is down, or throttles everything", world: { sender: "down" } },
  { hop: "sender -> SES", what: "SES rejects one email for good", world: { sender: "poison" } },
  { hop: "sender", what: "The function dies at its start", world: { sender: "crash" } },
  { hop: "SES -> feedback queue", what: "The queue or its key refuses", world: { feedbackEvents: "refused" } },
  {
    hop: "SES -> feedback queue",
    what: "The dead-letter queue refuses as well",
    world: { feedbackEvents: "refusedTwice" },
  },
  { hop: "queue -> feedback", what: "The table is down", world: { feedback: "down" } },
  { hop: "queue -> feedback", what: "The function dies at its start", world: { feedback: "crash" } },
  { hop: "queue -> feedback", what: "The mapping is disabled", world: { feedback: "disabled" } },
  { hop: "queue -> feedback", what: "A reserved concurrency of 0", world: { feedback: "reserved0" } },
  { hop: "bus -> queue", what: "The queue or its key refuses for good", world: { rule: "refused" } },
  { hop: "bus -> queue", what: "The dead-letter queue refuses as well", world: { rule: "refusedTwice" } },
  { hop: "bus -> queue", what: "The queue puts EventBridge off", world: { rule: "putOff" } },
  { hop: "queue -> processor", what: "One bad event", world: { shipments: "poison" } },
  { hop: "queue -> processor", what: "The table is down", world: { shipments: "down" } },
  { hop: "queue -> processor", what: "The function dies at its start", world: { shipments: "crash" } },
  { hop: "queue -> processor", what: "The mapping is disabled", world: { shipments: "disabled" } },
  { hop: "queue -> processor", what: "A reserved concurrency of 0", world: { shipments: "reserved0" } },
  ...notificationFailures,
  {
    hop: "error log",
    what: "The error log is down",
    world: { sender: "poison", errorLog: "down" },
    by: /-error-log-alarm/,
  },
  { hop: "everything", what: "The stack's key is disabled", world: keyGone },
];
