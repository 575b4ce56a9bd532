import type { SendEmailCommand } from "@aws-sdk/client-ses";
import { expect } from "chai";
import fc from "fast-check";
import { createFallbackMailer, renderFallback } from "../../../functions/notifications/channels/fallback-email";
import type { FallbackEmail } from "../../../functions/notifications/domain/ports";
import { harmfulSigns, isHarmless } from "../shared/harmless";
import { notificationId, published, shipmentFailed } from "./support/fixtures";

const fallbackEmail: FallbackEmail = {
  message: published,
  content: shipmentFailed,
  failure: { reason: "HTTP_503", errorName: "DeliveryError", errorMessage: "the webhook answered 503", stack: "s" },
  attempt: 2,
};

function mailer(answer: () => unknown) {
  const inputs: SendEmailCommand["input"][] = [];
  const client = {
    send: async (command: SendEmailCommand) => {
      inputs.push(command.input);
      return answer();
    },
  };
  const made = createFallbackMailer({
    client: client as unknown as Parameters<typeof createFallbackMailer>[0]["client"],
    senderAddress: "orders@example.com",
    fallbackAddress: "people@example.com",
    configurationSetName: "notifications-mail-test",
    environment: "test",
  });
  return { made, inputs };
}

describe("the fallback email", () => {
  it("names the notification, the error, the reason and the attempt", () => {
    const { subject, text } = renderFallback(fallbackEmail, "test");

    expect(subject).to.equal("Notification not delivered: [critical] Shipment Processing Failed");
    for (const part of [
      notificationId,
      "DeliveryError: the webhook answered 503",
      "HTTP_503",
      "Attempt:      2",
      "correlation-0001",
      "An event could not be processed.",
      '"shipmentId": "shipment-1"',
    ]) {
      expect(text).to.include(part);
    }
  });

  it("says when nobody knows whether the channel took it", () => {
    const failure = { ...fallbackEmail.failure, reason: "UNCERTAIN" };

    expect(renderFallback({ ...fallbackEmail, failure }, "test").text).to.match(/^A notification may not have reached/);
  });

  it("shows a message that cannot be read as it came", () => {
    const message = { ...published, body: "ALARM: everything" };
    const { subject, text } = renderFallback({ ...fallbackEmail, message, content: undefined }, "test");

    expect(subject).to.equal("Notification not delivered: a message that cannot be read");
    expect(text).to.include("ALARM: everything");
  });

  it("lets no line break into the subject", () => {
    const content = { ...shipmentFailed, subject: "one\r\nBcc: two@example.com" };

    expect(renderFallback({ ...fallbackEmail, content }, "test").subject).to.match(/^[^\r\n]*$/);
  });

  it("goes from the sender to the fallback address, with a configuration set of its own", async () => {
    const { made, inputs } = mailer(() => ({ MessageId: "m-1" }));

    expect(await made.send(fallbackEmail)).to.deep.equal({ kind: "accepted", messageId: "m-1" });

    expect(inputs[0]).to.deep.include({
      Source: "orders@example.com",
      Destination: { ToAddresses: ["people@example.com"] },
      ConfigurationSetName: "notifications-mail-test",
      Tags: [
        { Name: "notificationId", Value: notificationId },
        { Name: "environment", Value: "test" },
        { Name: "correlationId", Value: "correlation-0001" },
      ],
    });
  });

  it("distinguishes a refusal from an unclear answer", async () => {
    const refused = mailer(() => {
      throw Object.assign(new Error("slow down"), { Code: "Throttling", $metadata: { httpStatusCode: 400 } });
    });
    expect(await refused.made.send(fallbackEmail)).to.include({
      kind: "refused",
      transient: true,
      reason: "THROTTLED",
    });
    expect(await mailer(() => ({})).made.send(fallbackEmail)).to.include({ kind: "unknown", reason: "NO_MESSAGE_ID" });
  });

  it("lets nothing pass that steers, breaks or hides, from whatever field", () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...harmfulSigns), fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 12 })
      .map((parts) => parts.join(""));

    fc.assert(
      fc.property(text, text, text, fc.boolean(), (one, two, three, readable) => {
        const { subject, text: body } = renderFallback(
          {
            message: { ...published, body: one, correlationId: two },
            content: readable
              ? { ...shipmentFailed, subject: one, source: two, message: three, details: { [one]: [two, three] } }
              : undefined,
            failure: { reason: "HTTP_503", errorName: one, errorMessage: two, stack: three },
            attempt: 1,
          },
          "test",
        );
        expect(isHarmless(subject), JSON.stringify(subject)).to.equal(true);
        expect(subject.length).to.be.at.most(250);
        expect(body.split("\n").every(isHarmless), JSON.stringify(body)).to.equal(true);
      }),
      { numRuns: 300 },
    );
  });
});
