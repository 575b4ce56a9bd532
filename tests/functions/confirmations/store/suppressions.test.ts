import { expect } from "chai";
import { createSuppressionStore } from "../../../../functions/confirmations/store/suppressions";
import { type Answer, conditionFailed, json, wiredTable } from "../support/wire";

function open(...answers: Answer[]) {
  const { client, sent } = wiredTable(answers);
  const now = () => Date.parse("2026-03-01T10:00:00.000Z");
  const store = createSuppressionStore({ client, tableName: "confirmations-suppressions-test", now });
  return {
    store,
    requests: () => sent.map(({ target, body }) => ({ target: target?.split(".")[1], ...JSON.parse(body) })),
  };
}

describe("the suppressions table", () => {
  it("is asked consistently, for no more than the key", async () => {
    const { store, requests } = open(json({ Item: { address: { S: "ann@example.com" } } }), json({}));

    expect(await store.isSuppressed("ann@example.com")).to.equal(true);
    expect(await store.isSuppressed("bob@example.com")).to.equal(false);
    expect(requests()[0]).to.deep.equal({
      target: "GetItem",
      TableName: "confirmations-suppressions-test",
      Key: { address: { S: "ann@example.com" } },
      ConsistentRead: true,
      ProjectionExpression: "address",
    });
  });

  it("keeps the first reason for an address", async () => {
    const { store, requests } = open(json({}), conditionFailed);

    expect(await store.add("ann@example.com", "HARD_BOUNCE", "Bounce#f-1")).to.equal(true);
    expect(await store.add("ann@example.com", "COMPLAINT", "Complaint#f-2")).to.equal(false);
    expect(requests()[0]).to.deep.equal({
      target: "PutItem",
      TableName: "confirmations-suppressions-test",
      Item: {
        address: { S: "ann@example.com" },
        reason: { S: "HARD_BOUNCE" },
        eventId: { S: "Bounce#f-1" },
        at: { S: "2026-03-01T10:00:00.000Z" },
      },
      ConditionExpression: "attribute_not_exists(address)",
    });
  });
});
