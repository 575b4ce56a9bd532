import { expect } from "chai";
import { evidenceOf } from "../../../../functions/confirmations/domain/delivery";
import { at, expires, openDeliveries, stored, update } from "../support/delivery-requests";
import { conditionFailed, json } from "../support/wire";

describe("the deliveries table, given an event", () => {
  const event = {
    orderId: "order-1",
    key: "Bounce#f-1",
    messageId: "ses-1",
    fact: "bouncedAt",
    at: "2026-03-01T09:59:00.000Z",
    proves: evidenceOf("HardBounce", "Permanent/General"),
  } as const;

  it("advances by an event that proves more, and keeps the event's key", async () => {
    const { store, requests } = openDeliveries(
      json({ Attributes: { evidence: { N: "1" }, correlationId: { S: "c-1234567" } } }),
    );

    expect(await store.recordEvent(event)).to.deep.equal({
      outcome: "advanced",
      firstProof: false,
      correlationId: "c-1234567",
    });
    expect(requests()).to.deep.equal([
      {
        ...update,
        ConditionExpression: "attribute_exists(orderId) AND evidence < :level AND NOT contains(seenEvents, :key)",
        UpdateExpression:
          "SET #status = :status, evidence = :level, sesMessageId = if_not_exists(sesMessageId, :messageId), " +
          "bouncedAt = if_not_exists(bouncedAt, :happened), updatedAt = :at, expiresAt = :expires, reason = :reason ADD seenEvents :keys",
        ExpressionAttributeValues: {
          ":status": { S: "BOUNCED" },
          ":level": { N: "5" },
          ":messageId": { S: "ses-1" },
          ":reason": { S: "Permanent/General" },
          ":happened": { S: "2026-03-01T09:59:00.000Z" },
          ":key": { S: "Bounce#f-1" },
          ":keys": { SS: ["Bounce#f-1"] },
          ":at": at,
          ":expires": expires,
        },
      },
    ]);
  });

  it("notes an event that proves less, without a name that the expression does not use", async () => {
    const { store, requests } = openDeliveries(conditionFailed, json({ Attributes: {} }));

    expect((await store.recordEvent(event)).outcome).to.equal("noted");
    expect(requests()[1]).to.deep.equal({
      target: "UpdateItem",
      TableName: "confirmations-deliveries-test",
      Key: { orderId: { S: "order-1" } },
      ReturnValues: "ALL_OLD",
      ConditionExpression: "attribute_exists(orderId) AND evidence >= :level AND NOT contains(seenEvents, :key)",
      UpdateExpression:
        "SET bouncedAt = if_not_exists(bouncedAt, :happened), updatedAt = :at, expiresAt = :expires ADD seenEvents :keys",
      ExpressionAttributeValues: {
        ":level": { N: "5" },
        ":happened": { S: "2026-03-01T09:59:00.000Z" },
        ":key": { S: "Bounce#f-1" },
        ":keys": { SS: ["Bounce#f-1"] },
        ":at": at,
        ":expires": expires,
      },
    });
  });

  it("knows an event that it has seen, and one whose delivery is gone", async () => {
    const seen = stored("BOUNCED", { seenEvents: { SS: ["Bounce#f-1"] } });
    const { store } = openDeliveries(
      conditionFailed,
      conditionFailed,
      seen,
      conditionFailed,
      conditionFailed,
      json({}),
    );

    expect(await store.recordEvent(event)).to.deep.equal({ outcome: "duplicate", firstProof: false });
    expect(await store.recordEvent(event)).to.deep.equal({ outcome: "missing", firstProof: false });
  });

  it("tries an event again when the item changed between the writes", async () => {
    const { store } = openDeliveries(
      conditionFailed,
      conditionFailed,
      stored("SENT"),
      json({ Attributes: { evidence: { N: "0" } } }),
    );

    expect(await store.recordEvent(event)).to.deep.equal({ outcome: "advanced", firstProof: true });
  });
});
