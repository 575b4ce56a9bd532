import type { Letter, LetterAttribute } from "../../../ops/queues/letter";

/** A dead letter with some things changed. */
export function letter(changes: Partial<Letter> = {}): Letter {
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
export function text(value: string): LetterAttribute {
  return { type: "String", value };
}
