import { expect } from "chai";
import type { ClaimRequest } from "../../../../functions/confirmations/domain/ports";
import { at, expires, now, openDeliveries, stored, update } from "../support/delivery-requests";
import { conditionFailed, json } from "../support/wire";

const request: ClaimRequest = {
  orderId: "order-1",
  address: "ann@example.com",
  correlationId: "11111111-2222",
  owner: "me",
  messageId: "message-1",
  redriven: false,
  resendPermit: undefined,
};

const free =
  "attribute_not_exists(orderId) OR (#status = :pending AND (leaseUntil <= :now OR leaseUntil > :believed)) OR (#status = :failed AND evidence = :nothing AND messageId = :messageId)";

describe("the deliveries table", () => {
  it("is claimed only when nothing can have been sent and nobody is at it", async () => {
    const { store, requests } = openDeliveries(json({}));

    expect(await store.claim(request)).to.deep.equal({ taken: true, attempts: 1 });
    expect(requests()).to.deep.equal([
      {
        ...update,
        ConditionExpression: free,
        UpdateExpression:
          "SET #status = :status, address = :address, correlationId = :correlationId, evidence = :nothing, " +
          "attempts = if_not_exists(attempts, :nothing) + :one, createdAt = if_not_exists(createdAt, :at), updatedAt = :at, " +
          "expiresAt = :expires, messageId = :messageId, leaseOwner = :owner, leaseUntil = :until REMOVE reason",
        ExpressionAttributeValues: {
          ":status": { S: "PENDING" },
          ":pending": { S: "PENDING" },
          ":failed": { S: "FAILED" },
          ":address": { S: "ann@example.com" },
          ":correlationId": { S: "11111111-2222" },
          ":messageId": { S: "message-1" },
          ":nothing": { N: "0" },
          ":one": { N: "1" },
          ":now": { N: String(now) },
          ":believed": { N: String(now + 60_000) },
          ":until": { N: String(now + 30_000) },
          ":owner": { S: "me" },
          ":at": at,
          ":expires": expires,
        },
      },
    ]);
  });

  it("shows what stands in the way of a claim, read consistently", async () => {
    const { store, requests } = openDeliveries(conditionFailed, stored("SENDING"));

    expect(await store.claim(request)).to.deep.equal({
      taken: false,
      found: { orderId: "order-1", status: "SENDING", evidence: 0, attempts: 2, leaseUntil: 5, leaseOwner: "other" },
    });
    expect(requests()[1]).to.deep.equal({
      target: "GetItem",
      TableName: "confirmations-deliveries-test",
      Key: { orderId: { S: "order-1" } },
      ConsistentRead: true,
    });
  });

  it("shows an ended claim when the item went away between the write and the read", async () => {
    const { store } = openDeliveries(conditionFailed, json({}));

    expect(await store.claim(request))
      .to.deep.include({ taken: false })
      .and.have.nested.property("found.leaseUntil", 0);
  });

  it("gives an uncertain delivery to an operator's permit, once", async () => {
    const { store, requests } = openDeliveries(json({}));

    await store.claim({ ...request, resendPermit: 2 });

    const [sent] = requests();
    expect(sent?.ConditionExpression).to.equal(
      `${free} OR (#status = :uncertain AND evidence = :nothing AND attempts = :permit)`,
    );
    expect(sent?.ExpressionAttributeValues).to.deep.include({
      ":permit": { N: "2" },
      ":uncertain": { S: "UNCERTAIN" },
    });
  });

  it("gives a refused delivery to any message that was redriven", async () => {
    const { store, requests } = openDeliveries(json({}));

    await store.claim({ ...request, redriven: true });

    expect(requests()[0]?.ConditionExpression).to.equal(free.replace(" AND messageId = :messageId", ""));
  });

  it("is suppressed under the same condition as it is claimed, without a lease", async () => {
    const { store, requests } = openDeliveries(json({}));

    await store.suppress(request);

    const [sent] = requests();
    expect(sent?.ConditionExpression).to.equal(free);
    expect(sent?.UpdateExpression).to.match(/leaseUntil = :until, reason = :reason REMOVE leaseOwner$/);
    expect(sent?.ExpressionAttributeValues).to.deep.include({
      ":status": { S: "SUPPRESSED" },
      ":reason": { S: "ADDRESS_SUPPRESSED" },
      ":until": { N: "0" },
    });
  });

  it("goes to SENDING for the owner of the claim only", async () => {
    const { store, requests } = openDeliveries(json({}), conditionFailed);

    expect(await store.startSending("order-1", "me")).to.equal(true);
    expect(await store.startSending("order-1", "me")).to.equal(false);
    expect(requests()[0]).to.deep.equal({
      ...update,
      ConditionExpression: "leaseOwner = :owner AND evidence = :nothing AND #status IN (:pending, :sending)",
      UpdateExpression: "SET #status = :sending, leaseUntil = :until, updatedAt = :at",
      ExpressionAttributeValues: {
        ":owner": { S: "me" },
        ":nothing": { N: "0" },
        ":pending": { S: "PENDING" },
        ":sending": { S: "SENDING" },
        ":until": { N: String(now + 30_000) },
        ":at": at,
      },
    });
  });

  for (const [method, status] of [
    ["release", "PENDING"],
    ["markFailed", "FAILED"],
  ] as const) {
    it(`is settled as ${status} by its owner only, with the reason, while there is no proof of an email`, async () => {
      const { store, requests } = openDeliveries(json({}), conditionFailed);

      expect(await store[method]("order-1", "me", "THROTTLED")).to.equal(true);
      expect(await store[method]("order-1", "me", "THROTTLED")).to.equal(false);
      expect(requests()[0]).to.deep.equal({
        ...update,
        ConditionExpression:
          "leaseOwner = :owner AND evidence = :nothing AND #status IN (:pending, :sending, :uncertain)",
        UpdateExpression:
          "SET #status = :status, reason = :reason, leaseUntil = :nothing, updatedAt = :at REMOVE leaseOwner",
        ExpressionAttributeValues: {
          ":status": { S: status },
          ":reason": { S: "THROTTLED" },
          ":owner": { S: "me" },
          ":at": at,
          ":nothing": { N: "0" },
          ":pending": { S: "PENDING" },
          ":sending": { S: "SENDING" },
          ":uncertain": { S: "UNCERTAIN" },
        },
      });
    });
  }

  it("takes SES's answer as a proof whoever brings it, once, and says when the event was first", async () => {
    const { store, requests } = openDeliveries(
      json({}),
      conditionFailed,
      stored("DELIVERED"),
      conditionFailed,
      json({}),
    );

    expect(await store.markSent("order-1", "ses-1")).to.equal("marked");
    expect(await store.markSent("order-1", "ses-1")).to.equal("known");
    expect(await store.markSent("order-1", "ses-1")).to.equal("lost");
    expect(requests()[0]).to.deep.equal({
      ...update,
      ConditionExpression: "attribute_exists(orderId) AND evidence = :nothing",
      UpdateExpression:
        "SET #status = :sent, evidence = :accepted, sesMessageId = :messageId, sentAt = :at, updatedAt = :at, expiresAt = :expires REMOVE reason",
      ExpressionAttributeValues: {
        ":sent": { S: "SENT" },
        ":nothing": { N: "0" },
        ":accepted": { N: "1" },
        ":messageId": { S: "ses-1" },
        ":at": at,
        ":expires": expires,
      },
    });
  });

  it("becomes uncertain for its owner at once, and for others after the lease has ended", async () => {
    const { store, requests } = openDeliveries(json({}), json({}));

    await store.markUncertain("order-1", "other", "other");
    await store.markUncertain("order-1", "me", "owner");

    const [byOther, byOwner] = requests();
    expect(byOther).to.deep.equal({
      ...update,
      ConditionExpression:
        "#status = :sending AND leaseOwner = :owner AND (leaseUntil <= :now OR leaseUntil > :believed)",
      UpdateExpression: "SET #status = :uncertain, reason = :uncertain, updatedAt = :at",
      ExpressionAttributeValues: {
        ":sending": { S: "SENDING" },
        ":uncertain": { S: "UNCERTAIN" },
        ":owner": { S: "other" },
        ":now": { N: String(now) },
        ":believed": { N: String(now + 60_000) },
        ":at": at,
      },
    });
    expect(byOwner?.ConditionExpression).to.equal("#status = :sending AND leaseOwner = :owner");
  });

  it("lets other errors through", async () => {
    const throttled = { status: 400, body: JSON.stringify({ __type: "ThrottlingException", message: "slow down" }) };
    const { store } = openDeliveries(throttled);

    const error = await store.claim(request).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );

    expect(error).to.have.property("name", "ThrottlingException");
  });
});
