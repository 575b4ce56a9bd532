import type { CheckContext } from "../../../local/traffic/checks/check";
import type { Evidence } from "../../../local/traffic/evidence/evidence";
import { createJournal } from "../../../local/traffic/journal";
import type { Item } from "../../../ops/stack/tables";

const at = "2026-03-01T10:00:00.000Z";
const mine = { orderId: "order-1", correlationId: "correlation-1" };
/** What the table has of the shipment. */
export const event: Item = { pk: "SHIPMENT#s-1", sk: `EVENT#${at}#e-1`, eventStatus: "CREATED", ...mine };
export const state: Item = {
  pk: "SHIPMENT#s-1",
  sk: "STATE",
  status: "CREATED",
  timestamp: at,
  eventId: "e-1",
  ...mine,
};
/** The broken event's. */
export const deadLetter = {
  MessageId: "m-1",
  Body: JSON.stringify({ detail: { correlationId: "correlation-2" } }),
  ReceiveCount: 0,
  SentTimestamp: 0,
  IsVisible: true,
  MessageAttributes: { reason: { StringValue: "INVALID_MESSAGE" } },
};

/** One shipment with one event, and one broken event, all as it should be; each test breaks one thing. */
export function shipmentContext(change: {
  readonly items?: readonly Item[];
  readonly deadLetters?: readonly (typeof deadLetter)[];
  readonly disturbed?: boolean;
  readonly evidence?: Partial<Evidence>;
}): CheckContext {
  const journal = createJournal();
  journal.disturbed = change.disturbed ?? false;
  journal.carriers.push({
    entries: [],
    repeated: 0,
    malformed: [{ what: "an unknown status", correlationId: "correlation-2" }],
    shipments: [
      {
        shipmentId: "s-1",
        ...mine,
        history: [{ sk: `EVENT#${at}#e-1`, status: "CREATED" }],
        state: { status: "CREATED", timestamp: at, eventId: "e-1" },
      },
    ],
  });
  const { items = [event, state], deadLetters = [deadLetter] } = change;
  const evidence: Partial<Evidence> = {
    shipments: async () => items,
    queue: async (url) => (url === "dead" ? deadLetters : []),
    ...change.evidence,
  };
  const shipments = { deadLetterQueueUrl: "dead", targetDeadLetterQueueUrl: "target", busDeadLetterQueueUrl: "bus" };
  const traffic = {
    journal,
    outputs: { shipments: { ...shipments, queueUrl: "queue", functionName: "processor" } },
    stack: { target: { bundled: true } },
  };
  return { traffic, evidence, observerQueueUrl: "" } as unknown as CheckContext;
}
