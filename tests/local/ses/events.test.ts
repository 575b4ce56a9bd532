import { expect } from "chai";
import fc from "fast-check";
import { feedbackEvent } from "../../../functions/confirmations/feedback-events";
import { eventsFor, type SentEmail } from "../../../local/ses/events";

const acceptedAt = new Date("2026-03-01T10:00:00.000Z");
const now = new Date("2026-03-01T10:00:01.250Z");
const sender = { accountId: "000000000000", region: "us-east-1", partition: "aws" };

function emailTo(...recipients: string[]): SentEmail {
  return {
    messageId: "0100-mail@email.amazonses.com",
    source: "Example Shop <orders@example.com>",
    recipients,
    subject: "Your order",
    acceptedAt,
    configurationSet: "confirmations-mail-local",
    tags: { orderId: "order-1", environment: "local" },
  };
}

/** What AWS documents for every record, see the addresses in local/ses/events.ts. */
const emailFields = [
  "timestamp",
  "source",
  "sourceArn",
  "sendingAccountId",
  "messageId",
  "destination",
  "headersTruncated",
  "headers",
  "commonHeaders",
  "tags",
];

describe("events of SES", () => {
  it("are Send and Delivery for an ordinary address", () => {
    const events = eventsFor(emailTo("ada@example.com"), sender, now);

    expect(events.map(({ eventType }) => eventType)).to.deep.equal(["Send", "Delivery"]);
    expect(events[0]?.send).to.deep.equal({});
    expect(events[1]?.delivery).to.deep.equal({
      timestamp: "2026-03-01T10:00:01.250Z",
      processingTimeMillis: 1250,
      recipients: ["ada@example.com"],
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: "a8-50.smtp-out.amazonses.com",
    });
  });

  it("carry the email as AWS documents it, with SES's own tags and those of the call", () => {
    const [send] = eventsFor(emailTo("ada@example.com"), sender, now);

    expect(Object.keys(send?.mail ?? {})).to.have.members(emailFields);
    expect(send?.mail).to.deep.include({
      timestamp: "2026-03-01T10:00:00.000Z",
      source: "Example Shop <orders@example.com>",
      sourceArn: "arn:aws:ses:us-east-1:000000000000:identity/orders@example.com",
      sendingAccountId: "000000000000",
      destination: ["ada@example.com"],
    });
    expect(send?.mail.tags).to.deep.equal({
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": ["confirmations-mail-local"],
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": ["example.com"],
      "ses:caller-identity": ["local"],
      orderId: ["order-1"],
      environment: ["local"],
    });
  });

  it("are Send and a permanent Bounce for bounce@simulator.amazonses.com, without Delivery", () => {
    const events = eventsFor(emailTo("bounce+label@simulator.amazonses.com"), sender, now);

    expect(events.map(({ eventType }) => eventType)).to.deep.equal(["Send", "Bounce"]);
    expect(events[1]?.bounce).to.deep.include({
      bounceType: "Permanent",
      bounceSubType: "General",
      timestamp: "2026-03-01T10:00:01.250Z",
      reportingMTA: "dsn; a8-50.smtp-out.amazonses.com",
      bouncedRecipients: [
        {
          emailAddress: "bounce+label@simulator.amazonses.com",
          action: "failed",
          status: "5.1.1",
          diagnosticCode: "smtp; 550 5.1.1 user unknown",
        },
      ],
    });
  });

  it("are Delivery and then Complaint for complaint@simulator.amazonses.com", () => {
    const events = eventsFor(emailTo("complaint@simulator.amazonses.com"), sender, now);

    expect(events.map(({ eventType }) => eventType)).to.deep.equal(["Send", "Delivery", "Complaint"]);
    expect(events[2]?.complaint).to.deep.include({
      complainedRecipients: [{ emailAddress: "complaint@simulator.amazonses.com" }],
      complaintFeedbackType: "abuse",
      userAgent: "Amazon SES Mailbox Simulator",
    });
  });

  it("are a suppressed Bounce for suppressionlist@ and Delivery for success@ and ooto@", () => {
    const kinds = (address: string) => eventsFor(emailTo(address), sender, now).map(({ eventType }) => eventType);
    const [, bounce] = eventsFor(emailTo("suppressionlist@simulator.amazonses.com"), sender, now);

    expect(bounce?.bounce).to.deep.include({ bounceType: "Permanent", bounceSubType: "Suppressed" });
    expect(kinds("success@simulator.amazonses.com")).to.deep.equal(["Send", "Delivery"]);
    expect(kinds("ooto@simulator.amazonses.com")).to.deep.equal(["Send", "Delivery"]);
  });

  it("put recipients of the same outcome into one record", () => {
    const events = eventsFor(emailTo("a@example.com", "bounce@simulator.amazonses.com", "b@example.com"), sender, now);

    expect(events.map(({ eventType }) => eventType)).to.deep.equal(["Send", "Delivery", "Bounce"]);
    expect(events[1]?.delivery).to.deep.include({ recipients: ["a@example.com", "b@example.com"] });
  });

  it("keep their feedback id when they are made again", () => {
    const idOf = (at: Date) => eventsFor(emailTo("bounce@simulator.amazonses.com"), sender, at)[1]?.bounce;

    const [first, again] = [idOf(now), idOf(new Date(now.getTime() + 60_000))] as { feedbackId: string }[];

    expect(again?.feedbackId).to.equal(first?.feedbackId);
    expect(first?.feedbackId).to.match(
      /^[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-000000$/,
    );
  });

  it("are read by the program's own feedback consumer, whatever the address", () => {
    const address = fc.constantFrom("bounce", "complaint", "success", "ooto", "suppressionlist", "someone");
    const domain = fc.constantFrom("simulator.amazonses.com", "example.com");
    fc.assert(
      fc.property(address, domain, (local, host) => {
        for (const event of eventsFor(emailTo(`${local}@${host}`), sender, now)) {
          expect(feedbackEvent.parse(JSON.parse(JSON.stringify(event))).eventType).to.equal(event.eventType);
        }
      }),
    );
  });
});
