import type { DeadLetter, DeadLetterAttribute } from "../../../ops/queues/dead-letter";

/** A dead letter with some things changed. */
export function deadLetter(changes: Partial<DeadLetter> = {}): DeadLetter {
  return {
    messageId: "m-1",
    body: '{"orderId":"o-1"}',
    attributes: {},
    sentAt: new Date("2026-03-01T10:00:00Z"),
    receiveCount: 0,
    ...changes,
  };
}

/** A text attribute. */
export function text(value: string): DeadLetterAttribute {
  return { type: "String", value };
}
