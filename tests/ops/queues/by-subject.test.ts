import { expect } from "chai";
import { bySubject } from "../../../ops/queues/by-subject";
import { summarize } from "../../../ops/queues/dead-letter";
import { deadLetter, text } from "../support/dead-letters";

const dead = (messageId: string, orderId: string, reason: string, minute: number, detail?: string) =>
  summarize(
    deadLetter({
      messageId,
      body: JSON.stringify({ type: "OrderConfirmationRequested", orderId, correlationId: `c-${orderId}` }),
      attributes: { reason: text(reason), ...(detail !== undefined && { detail: text(detail) }) },
      sentAt: new Date(Date.UTC(2026, 2, 1, 10, minute)),
    }),
  );

describe("dead letters by subject", () => {
  it("are one entry for each order, with its dead letters counted and all that they say, each thing once", () => {
    const deadLetters = [
      ...[1, 2, 3].map((minute) => dead(`m-${minute}`, "o-1", "UNCERTAIN", minute, "nobody knows")),
      dead("m-4", "o-2", "INVALID_MESSAGE", 4),
      dead("m-5", "o-1", "RETRIES_EXHAUSTED", 5, "throttled"),
    ];

    expect(bySubject(deadLetters)).to.deep.equal([
      {
        ...{ kind: "order", id: "o-1", letters: 4, since: "2026-03-01T10:01:00.000Z" },
        reasons: { UNCERTAIN: 3, RETRIES_EXHAUSTED: 1 },
        details: ["nobody knows", "throttled"],
        correlationIds: ["c-o-1"],
        functionNames: [],
        ids: { orderId: "o-1" },
        messageIds: ["m-1", "m-2", "m-3", "m-5"],
      },
      {
        ...{ kind: "order", id: "o-2", letters: 1, since: "2026-03-01T10:04:00.000Z" },
        reasons: { INVALID_MESSAGE: 1 },
        details: [],
        correlationIds: ["c-o-2"],
        functionNames: [],
        ids: { orderId: "o-2" },
        messageIds: ["m-4"],
      },
    ]);
    expect(bySubject([])).to.deep.equal([]);
  });
});
