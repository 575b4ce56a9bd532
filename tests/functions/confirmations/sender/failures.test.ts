import { expect } from "chai";
import { confirmation, record } from "../support/fixtures";
import { openSender, orderId, rejected, silent, start, throttled } from "../support/sender";

describe("confirmations-sender, when SES or the table fails", () => {
  it("gives the claim back when SES throttles, waits by visibility, and sends at the next receive", async () => {
    const shop = openSender([throttled]);

    expect(await shop.receive(record(confirmation()))).to.deep.equal(["message-1"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "PENDING", reason: "THROTTLED", leaseUntil: 0 });
    expect(shop.hidden).to.have.length(1);
    expect(shop.hidden[0]?.seconds).to.be.within(0, 2);
    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.deep.equal([]);

    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENT", attempts: 2 });
    expect(shop.runtime.counted.get("retriesScheduled")).to.equal(1);
  });

  it("fails a delivery that is throttled to the last receive, and a redriven message then sends it", async () => {
    const shop = openSender([throttled]);

    expect(await shop.receive(record(confirmation(), { receiveCount: 5 }))).to.deep.equal([]);
    expect(shop.deadLettered).to.have.length(1);
    expect(shop.deadLettered[0]).to.include({ reason: "THROTTLED", correlationId: confirmation().correlationId });
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "FAILED", reason: "THROTTLED" });
    expect(shop.runtime.counted.get("emailsFailed:THROTTLED")).to.equal(1);

    const messageAttributes = { sourceMessageId: { stringValue: "message-1", dataType: "String" as const } };
    expect(await shop.receive(record(confirmation(), { messageId: "redriven", messageAttributes }))).to.deep.equal([]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENT" }).and.not.have.property("reason");
  });

  it("sends a refusal for good straight to the dead letters with the reason", async () => {
    const shop = openSender([rejected]);

    expect(await shop.receive(record(confirmation()))).to.deep.equal([]);

    expect(shop.deadLettered).to.have.length(1);
    expect(shop.deadLettered[0]).to.include({ reason: "MESSAGE_REJECTED", body: JSON.stringify(confirmation()) });
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "FAILED", reason: "MESSAGE_REJECTED" });
    expect(shop.hidden).to.deep.equal([]);
  });

  it("gives the true reason to the dead letters even when the table cannot note it", async () => {
    const shop = openSender([rejected]);
    shop.failing.update = /"FAILED",":reason"|":status":"FAILED"/;

    await shop.receive(record(confirmation()));

    expect(shop.deadLettered[0]).to.include({ reason: "MESSAGE_REJECTED" });
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENDING" });
    expect(shop.runtime.counted.has("emailsFailed:MESSAGE_REJECTED")).to.equal(false);
  });

  it("never sends again after a lost answer: it waits, and gives up as UNCERTAIN at the last receive", async () => {
    const shop = openSender([silent]);

    expect(await shop.receive(record(confirmation()))).to.deep.equal(["message-1"]);
    shop.clock.now += 60_000;
    expect(await shop.receive(record(confirmation(), { receiveCount: 3 }))).to.deep.equal(["message-1"]);
    expect(shop.hidden.map(({ seconds }) => seconds)).to.deep.equal([10, 30]);
    expect(await shop.receive(record(confirmation(), { receiveCount: 5 }))).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["UNCERTAIN"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "UNCERTAIN", reason: "UNCERTAIN" });
    expect(shop.runtime.counted.get("emailsUncertain")).to.equal(1);
  });

  it("declares it uncertain at once when the answer is lost at the last receive", async () => {
    const shop = openSender([silent]);

    await shop.receive(record(confirmation(), { receiveCount: 5 }));

    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["UNCERTAIN"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "UNCERTAIN" });
  });

  it("is done when SES's event is there before the end of a call without an answer, even at the last receive", async () => {
    const shop = openSender([silent]);
    shop.during.call = () =>
      void Object.assign(shop.deliveries.items.get(orderId) ?? {}, { status: "DELIVERED", evidence: 4 });

    expect(await shop.receive(record(confirmation(), { receiveCount: 5 }))).to.deep.equal([]);

    expect(shop.deadLettered).to.deep.equal([]);
    expect(shop.sent).to.have.length(1);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "DELIVERED" });
    expect(shop.runtime.counted.has("emailsUncertain")).to.equal(false);
  });

  it("is uncertain when another attempt declared it so during a call that ends without an answer", async () => {
    const shop = openSender([silent]);
    const messageAttributes = { confirmResend: { stringValue: "0", dataType: "String" as const } };
    shop.during.call = () => void Object.assign(shop.deliveries.items.get(orderId) ?? {}, { status: "UNCERTAIN" });

    await shop.receive(record(confirmation(), { receiveCount: 5, messageAttributes }));

    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["UNCERTAIN"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "UNCERTAIN" });
  });

  it("leaves the call of another attempt alone while its lease lasts, even at the last receive", async () => {
    const shop = openSender([silent]);
    await shop.receive(record(confirmation()));

    await shop.receive(record(confirmation(), { messageId: "message-2", receiveCount: 5 }));

    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["IN_PROGRESS"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENDING" });
  });

  it("takes over from an attempt that died before its call, and whose clock was ten minutes ahead", async () => {
    const shop = openSender();
    shop.deliveries.items.set(orderId, {
      ...{ orderId, status: "PENDING", evidence: 0, attempts: 1, messageId: "message-1" },
      ...{ leaseOwner: "dead", leaseUntil: start + 600_000 + 30_000 },
    });

    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENT", attempts: 2 });
  });

  it("waits for another's lease as long as two leases, whatever its clock says", async () => {
    const shop = openSender();
    const claimed = (leaseUntil: number) =>
      shop.deliveries.items.set(orderId, {
        ...{ orderId, status: "SENDING", evidence: 0, attempts: 1, messageId: "message-1" },
        ...{ leaseOwner: "other", leaseUntil },
      });

    claimed(start + 60_000);
    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.have.length(1);
    claimed(start + 60_001);
    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.have.length(1);

    // The second is no lease: what is waited for is SES's event.
    expect(shop.hidden.map(({ seconds }) => seconds)).to.deep.equal([60, 20]);
    expect(shop.sent).to.deep.equal([]);
  });

  it("puts an uncertain delivery back into the dead letters, unless an operator permits one more email", async () => {
    const shop = openSender([silent, silent]);
    await shop.receive(record(confirmation(), { receiveCount: 5 }));
    const messageAttributes = { confirmResend: { stringValue: "1", dataType: "String" as const } };

    await shop.receive(record(confirmation(), { messageId: "redriven" }));
    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["UNCERTAIN", "UNCERTAIN"]);
    expect(shop.sent).to.have.length(1);
    await shop.receive(record(confirmation(), { messageId: "permit", messageAttributes, receiveCount: 5 }));
    expect(shop.sent).to.have.length(2);
    await shop.receive(record(confirmation(), { messageId: "permit", messageAttributes }));

    await shop.receive(record(confirmation(), { messageId: "another letter", messageAttributes }));

    expect(shop.sent, "a permit is good for one email, however many messages carry it").to.have.length(2);
    expect(shop.deadLettered).to.have.length(5);
  });

  it("gives the reason that the delivery's state gives, when its last receive fails for another", async () => {
    const shop = openSender([silent]);
    await shop.receive(record(confirmation()));
    Object.assign(shop.deliveries.items.get(orderId) ?? {}, { leaseUntil: 0 });
    shop.failing.update = /SET #status = :status/;

    await shop.receive(record(confirmation(), { receiveCount: 5 }));

    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["UNCERTAIN"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "UNCERTAIN" });
  });

  it("is done at a last receive that fails when SES's event has closed the delivery", async () => {
    const shop = openSender([silent]);
    await shop.receive(record(confirmation()));
    Object.assign(shop.deliveries.items.get(orderId) ?? {}, { status: "DELIVERED", evidence: 4 });
    shop.failing.update = /SET #status = :status/;

    expect(await shop.receive(record(confirmation(), { receiveCount: 5 }))).to.deep.equal([]);
    expect(shop.deadLettered).to.deep.equal([]);
  });

  it("puts a duplicate of a refused message beside it, and sends when one of them is redriven", async () => {
    const shop = openSender([rejected]);
    await shop.receive(record(confirmation()));
    await shop.receive(record(confirmation(), { messageId: "duplicate" }));
    expect(shop.deadLettered.map(({ reason }) => reason)).to.deep.equal(["MESSAGE_REJECTED", "MESSAGE_REJECTED"]);
    expect(shop.sent).to.have.length(1);
    const messageAttributes = { redriven: { stringValue: "true", dataType: "String" as const } };

    await shop.receive(record(confirmation(), { messageId: "redriven", messageAttributes }));
    await shop.receive(record(confirmation(), { messageId: "redriven too", messageAttributes }));

    expect(shop.sent).to.have.length(2);
    expect(shop.deadLettered).to.have.length(2);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENT" });
  });

  it("keeps the message when the note of SES's answer is lost, and is done once SES's event is there", async () => {
    const shop = openSender();
    shop.failing.update = /":sent":"SENT"/;

    expect(await shop.receive(record(confirmation()))).to.deep.equal(["message-1"]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "SENDING" });
    Object.assign(shop.deliveries.items.get(orderId) ?? {}, { status: "DELIVERED", evidence: 4 });
    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
    expect(shop.deadLettered).to.deep.equal([]);
  });

  it("sends nothing when the last step before the call cannot be noted, and gives the claim back", async () => {
    const shop = openSender();
    shop.failing.update = /SET #status = :sending/;

    expect(await shop.receive(record(confirmation()))).to.deep.equal(["message-1"]);
    expect(shop.sent).to.deep.equal([]);
    expect(shop.deliveries.items.get(orderId)).to.include({ status: "PENDING", leaseUntil: 0, reason: "NOT_STARTED" });
    shop.failing.update = undefined;
    expect(await shop.receive(record(confirmation(), { receiveCount: 2 }))).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
  });
});
