import { expect } from "chai";
import { createHandler } from "../../../../functions/confirmations/sender/handler";
import { createCrowd } from "../../shared/crowd";
import { recordingQueue, recordingRuntime } from "../support/doubles";
import { confirmation, lambdaContext, record } from "../support/fixtures";
import { openSender, orderId, start } from "../support/sender";

describe("confirmations-sender", () => {
  it("sends one email and keeps everything about it", async () => {
    const shop = openSender();

    expect(
      await shop.receive(record(confirmation({ customerEmail: "Success@simulator.amazonses.com" }))),
    ).to.deep.equal([]);

    expect(shop.sent).to.deep.equal([
      { orderId, address: "Success@simulator.amazonses.com", subject: `Your order ${orderId} at Shop` },
    ]);
    const { leaseOwner, ...item } = shop.deliveries.items.get(orderId) ?? {};
    expect(leaseOwner).to.be.a("string");
    expect(item).to.deep.equal({
      orderId,
      address: "success@simulator.amazonses.com",
      status: "SENT",
      evidence: 1,
      attempts: 1,
      messageId: "message-1",
      leaseUntil: start + 30_000,
      sesMessageId: "ses-1",
      correlationId: confirmation().correlationId,
      sentAt: "2026-03-01T10:00:00.000Z",
      createdAt: "2026-03-01T10:00:00.000Z",
      updatedAt: "2026-03-01T10:00:00.000Z",
      expiresAt: start / 1000 + 90 * 86_400,
    });
    expect([...shop.runtime.counted]).to.deep.equal([["emailsSent", 1]]);
  });

  it("writes lines with the correlation id and without the address, the names or the email", async () => {
    const shop = openSender();

    await shop.receive(record(confirmation()));

    const line = shop.runtime.lines.find(({ message }) => message === "confirmation processed");
    expect(line?.fields).to.deep.equal({ correlationId: confirmation().correlationId, orderId, outcome: "sent" });
    expect(JSON.stringify(shop.runtime.lines)).to.not.match(/amazonses|Green tea|Cup/);
  });

  it("ignores the same message again, and a second message for the order", async () => {
    const shop = openSender();
    await shop.receive(record(confirmation()));

    expect(
      await shop.receive(record(confirmation()), record(confirmation(), { messageId: "message-2" })),
    ).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
    expect(shop.deadLettered).to.deep.equal([]);
  });

  it("sends one email for two messages of one order in one batch: the second waits for the first", async () => {
    const shop = openSender();
    const second = record(confirmation(), { messageId: "message-2", receiptHandle: "receipt-2" });

    expect(await shop.receive(record(confirmation()), second)).to.deep.equal(["message-2"]);
    expect(shop.hidden).to.deep.equal([{ receiptHandle: "receipt-2", seconds: 30 }]);
    expect(await shop.receive(second)).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
  });

  it("processes the other messages of a batch when one is bad", async () => {
    const shop = openSender();
    const bad = record("{", { messageId: "message-bad" });
    const wrong = record({ ...confirmation(), total: 1 }, { messageId: "message-wrong" });

    expect(await shop.receive(bad, wrong, record(confirmation()))).to.deep.equal([]);

    expect(shop.sent).to.have.length(1);
    expect(shop.deadLettered.map(({ reason, sourceMessageId }) => [sourceMessageId, reason])).to.have.deep.members([
      ["message-bad", "INVALID_JSON"],
      ["message-wrong", "INVALID_MESSAGE"],
    ]);
  });

  it("sends nothing to a suppressed address and makes no dead letter of it", async () => {
    const shop = openSender();
    shop.suppressions.items.set("bounce@simulator.amazonses.com", { address: "bounce@simulator.amazonses.com" });
    const message = record(confirmation({ customerEmail: "Bounce@simulator.amazonses.com" }));

    expect(await shop.receive(message)).to.deep.equal([]);
    expect(await shop.receive(message)).to.deep.equal([]);

    expect(shop.sent).to.deep.equal([]);
    expect(shop.deadLettered).to.deep.equal([]);
    expect(shop.deliveries.items.get(orderId)).to.include({
      status: "SUPPRESSED",
      evidence: 0,
      reason: "ADDRESS_SUPPRESSED",
    });
    expect([...shop.runtime.counted]).to.deep.equal([["emailsSuppressed", 1]]);
  });

  it("processes different orders of a batch at the same time, five at most", async () => {
    const crowd = createCrowd(5);
    const now = () => start;
    const handler = createHandler({
      runtime: recordingRuntime(now),
      ...recordingQueue(),
      backoff: { baseSeconds: 2, maxSeconds: 100, maxProcessingAttempts: 5 },
      confirmOrder: async () => {
        await crowd.enter();
        return "sent";
      },
    });
    const records = Array.from({ length: 10 }, (_, index) =>
      record(confirmation({ orderId: `order-${index}` }), { messageId: `message-${index}` }),
    );

    await handler({ Records: records }, lambdaContext);

    expect(crowd.most()).to.equal(5);
  });
});
