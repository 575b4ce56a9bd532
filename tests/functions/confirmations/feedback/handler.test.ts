import { expect } from "chai";
import { openFeedback, orderId } from "../support/feedback";
import { record, sesEvent } from "../support/fixtures";
import { start } from "../support/sender";

describe("confirmations-feedback", () => {
  it("notes a delivery once, however often its event comes", async () => {
    const stack = openFeedback();
    const event = record(sesEvent.delivery({ orderId }));

    expect(await stack.receive(event, { ...event, messageId: "again" })).to.deep.equal([]);
    expect(await stack.receive(event)).to.deep.equal([]);

    expect(stack.deliveries.items.get(orderId)).to.include({
      status: "DELIVERED",
      deliveredAt: "2026-03-01T09:30:05.123Z",
      expiresAt: start / 1000 + 90 * 86_400,
    });
    expect(stack.counted()).to.deep.equal({ emailsDelivered: 1 });
  });

  it("suppresses a hard bounce's address in lower case, with the event's id", async () => {
    const stack = openFeedback();
    Object.assign(stack.deliveries.items.get(orderId) ?? {}, { address: "bounce@simulator.amazonses.com" });
    const facts = { orderId, address: "Bounce@Simulator.amazonses.com", feedbackId: "f-1" };

    await stack.receive(record(sesEvent.bounce(facts)));
    await stack.receive(record(sesEvent.bounce(facts)));

    expect([...stack.suppressions.items.values()]).to.deep.equal([
      {
        address: "bounce@simulator.amazonses.com",
        reason: "HARD_BOUNCE",
        eventId: "Bounce#f-1",
        at: "2026-03-01T10:00:00.000Z",
      },
    ]);
    expect(stack.deliveries.items.get(orderId)).to.include({ status: "BOUNCED", reason: "Permanent/General" });
    expect(stack.counted()).to.deep.equal({ emailsBounced: 1 });
  });

  it("suppresses the address that was emailed and no other, whomever a delivery report names", async () => {
    const recipient = "customer@example.com";
    const strangers = Array.from({ length: 50 }, (_, index) => ({ emailAddress: `stranger${index}@example.net` }));
    for (const named of [strangers, [], [{ emailAddress: recipient }, ...strangers.slice(1)]]) {
      const stack = openFeedback({ address: recipient });
      const event = sesEvent.bounce({ orderId, address: recipient });
      Object.assign(event.bounce, { bouncedRecipients: named });

      await stack.receive(record(event));

      expect([...stack.suppressions.items.keys()]).to.deep.equal([recipient]);
      const foreign = named.filter(({ emailAddress }) => emailAddress !== recipient).length;
      expect(stack.counted()).to.deep.equal({
        emailsBounced: 1,
        ...(foreign > 0 && { feedbackRecipientsForeign: foreign }),
      });
    }
  });

  it("suppresses the destination that SES wrote down when our own record is gone, and takes no complaint about strangers", async () => {
    const stack = openFeedback(undefined);
    const event = sesEvent.complaint({ orderId, address: "Customer@example.com" });
    Object.assign(event.complaint, { complainedRecipients: [{ emailAddress: "stranger@example.net" }] });

    await stack.receive(record(event));

    expect([...stack.suppressions.items.keys()]).to.deep.equal(["customer@example.com"]);
  });

  it("suppresses at a repetition of the event what an earlier receive noted and could not suppress", async () => {
    const stack = openFeedback({ address: "customer@example.com" });
    const event = record(sesEvent.bounce({ orderId, address: "customer@example.com" }));
    await stack.receive(event);
    stack.suppressions.items.clear();

    await stack.receive(event);

    expect(stack.suppressions.items.size).to.equal(1);
    expect(stack.counted()).to.deep.equal({ emailsBounced: 1 });
  });

  it("only notes a soft bounce: no suppression, and no part of the bounce rate", async () => {
    for (const type of ["Transient", "Undetermined"]) {
      const stack = openFeedback();

      await stack.receive(record(sesEvent.bounce({ orderId }, type, "MailboxFull")));

      expect(stack.suppressions.items.size).to.equal(0);
      expect(stack.deliveries.items.get(orderId)).to.include({ status: "BOUNCED", reason: `${type}/MailboxFull` });
      expect(stack.counted()).to.deep.equal({});
    }
  });

  it("suppresses who complained, and counts the delivery that comes after it as well", async () => {
    const stack = openFeedback();
    const facts = { orderId, address: "complaint@simulator.amazonses.com" };

    await stack.receive(record(sesEvent.complaint(facts)));
    await stack.receive(record(sesEvent.delivery(facts)));

    expect(stack.suppressions.items.get("complaint@simulator.amazonses.com")).to.include({ reason: "COMPLAINT" });
    expect(stack.deliveries.items.get(orderId)).to.include({ status: "COMPLAINED", reason: "abuse" });
    expect(stack.deliveries.items.get(orderId)).to.have.property("deliveredAt");
    expect(stack.counted()).to.deep.equal({ emailsComplained: 1, emailsDelivered: 1 });
  });

  it("leaves out a complaint that was taken back", async () => {
    const stack = openFeedback();

    expect(await stack.receive(record(sesEvent.complaint({ orderId }, "not-spam")))).to.deep.equal([]);

    expect(stack.suppressions.items.size).to.equal(0);
    expect(stack.deliveries.items.get(orderId)).to.include({ status: "SENT" });
    expect(stack.counted()).to.deep.equal({});
  });

  it("closes an uncertain delivery with the message id, and counts the email as sent", async () => {
    const item = { status: "UNCERTAIN", evidence: 0, reason: "UNCERTAIN", sesMessageId: undefined };
    const stack = openFeedback(item);

    await stack.receive(record(sesEvent.send({ orderId, messageId: "ses-7" })));
    await stack.receive(record(sesEvent.delivery({ orderId, messageId: "ses-7" })));

    expect(stack.deliveries.items.get(orderId)).to.include({ status: "DELIVERED", sesMessageId: "ses-7" });
    expect(stack.counted()).to.deep.equal({ emailsSent: 1, emailsDelivered: 1 });
  });

  it("fails an email that SES rejected after accepting it", async () => {
    const stack = openFeedback();

    await stack.receive(record(sesEvent.reject({ orderId })));

    expect(stack.deliveries.items.get(orderId)).to.include({ status: "FAILED", reason: "REJECTED: Bad content" });
    expect(stack.counted()).to.deep.equal({ "emailsFailed:REJECTED": 1 });
  });

  it("suppresses although the order is unknown or the email has no tag, and warns", async () => {
    for (const facts of [{ orderId: "gone" }, {}]) {
      const stack = openFeedback();

      expect(await stack.receive(record(sesEvent.bounce(facts)))).to.deep.equal([]);

      expect(stack.suppressions.items.size).to.equal(1);
      expect(stack.runtime.lines.map(({ level, message }) => `${level} ${message}`)).to.include("WARN event recorded");
    }
  });

  it("logs and ignores events of other types, and SES's first message in plain text", async () => {
    const stack = openFeedback();
    const greeting = record("Successfully validated SNS topic for Amazon SES event publishing.");

    expect(await stack.receive(record({ eventType: "Open", mail: {} }), greeting)).to.deep.equal([]);

    expect(stack.deadLettered).to.deep.equal([]);
    expect(stack.runtime.lines.find(({ message }) => message === "event ignored")?.fields).to.include({
      eventType: "Open",
    });
  });

  it("moves what is no event, and events of other configuration sets, to the dead letters", async () => {
    const stack = openFeedback();
    const foreign = sesEvent.delivery({ orderId });
    const untagged = sesEvent.bounce({ orderId });
    Object.assign(untagged.mail, { tags: { orderId: [orderId] } });
    Object.assign(foreign.mail, { tags: { "ses:configuration-set": ["another"], orderId: [orderId] } });

    await stack.receive(
      record("no json", { messageId: "a" }),
      record({ eventType: "Bounce" }, { messageId: "b" }),
      record(foreign, { messageId: "c" }),
      record(untagged, { messageId: "d" }),
    );

    expect(stack.deadLettered.map(({ sourceMessageId, reason }) => [sourceMessageId, reason])).to.have.deep.members([
      ["a", "INVALID_JSON"],
      ["b", "INVALID_MESSAGE"],
      ["c", "FOREIGN_CONFIGURATION_SET"],
      ["d", "FOREIGN_CONFIGURATION_SET"],
    ]);
    expect(stack.deliveries.items.get(orderId)).to.include({ status: "SENT" });
  });

  it("tries again when a table is down, and counts once", async () => {
    const stack = openFeedback();
    stack.failing.once = true;
    const event = record(sesEvent.bounce({ orderId }));

    expect(await stack.receive(event)).to.deep.equal(["message-1"]);
    expect(await stack.receive(event)).to.deep.equal([]);
    expect(await stack.receive(event)).to.deep.equal([]);
    expect(stack.suppressions.items.size).to.equal(1);

    expect(stack.counted()).to.deep.equal({ retriesScheduled: 1, emailsBounced: 1 });
  });

  it("logs failures under the order's correlation id, from the email's tag", async () => {
    const stack = openFeedback();
    stack.failing.once = true;

    await stack.receive(record(sesEvent.delivery({ orderId })));

    const line = stack.runtime.lines.find(({ level }) => level === "ERROR");
    expect(line?.fields.correlationId).to.equal("11111111-2222-4333-8444-555555555555");
    expect(JSON.stringify(stack.runtime.lines)).to.not.include("amazonses");
  });
});
