import { expect } from "chai";
import { PermanentError, RetryableError } from "../../../functions/shared/errors";
import { rejectionOf } from "../shared/doubles";
import { notificationId, type snsEvent } from "./support/fixtures";
import { down, processor } from "./support/processor";

describe("notifications-processor", () => {
  it("records the notification and that the webhook took it", async () => {
    const { invoke, item, posts, fallbackEmails, total, failures, flushes } = processor();

    await invoke();

    expect(item()).to.include({
      notificationId,
      status: "DELIVERED",
      stage: "DELIVERED",
      channel: "webhook",
      subject: "Shipment Processing Failed",
      message: "An event could not be processed.",
      severity: "critical",
      source: "shipments",
      details: '{"eventId":"event-1","shipmentId":"shipment-1","error":"no such carrier"}',
      correlationId: "correlation-0001",
      publishedAt: "2026-03-01T09:29:59.000Z",
      attempt: 1,
    });
    expect(item()?.timestamp).to.match(/^2026-03-01T09:30:00/);
    expect(item()?.expiresAt).to.equal(Math.floor(Date.parse("2026-03-31T09:30:00Z") / 1000));
    expect([posts, fallbackEmails, failures]).to.deep.equal([[notificationId], [], []]);
    expect([total("notificationsDelivered"), total("notificationsFailed"), flushes()]).to.deep.equal([1, 0, 1]);
    expect(total("notificationLatency")).to.be.within(1000, 1100);
  });

  it("leaves delivery to the topic's emails when there is no webhook", async () => {
    const { invoke, item, posts, fallbackEmails } = processor("none");

    await invoke();

    expect(item()).to.include({ status: "DELIVERED", channel: "email" });
    expect([posts, fallbackEmails]).to.deep.equal([[], []]);
  });

  it("does nothing when a message comes again", async () => {
    const { invoke, posts, total } = processor();

    await invoke();
    await invoke();

    expect(posts).to.deep.equal([notificationId]);
    expect(total("notificationsDelivered")).to.equal(1);
  });

  it("records a failure with its error, writes it to the error log, and sends one email about it", async () => {
    const { invoke, item, fallbackEmails, failures, total } = processor(down);

    await invoke();
    await invoke();

    expect(item()).to.include({
      status: "FAILED",
      stage: "FALLBACK_SENT",
      reason: "HTTP_503",
      errorName: "DeliveryError",
      errorMessage: "the webhook answered 503",
      attempt: 1,
      fallbackMessageId: "mail-1",
      fallbackAttempts: 1,
    });
    expect(item()?.stack).to.match(/^DeliveryError: the webhook answered 503\n/);
    expect(fallbackEmails.map(({ message, failure }) => [message.notificationId, failure.reason])).to.deep.equal([
      [notificationId, "HTTP_503"],
    ]);
    expect(failures.map(({ error, correlationId }) => [String(error), correlationId])).to.deep.equal([
      ["DeliveryError: the webhook answered 503", "correlation-0001"],
    ]);
    expect([total("notificationsFailed"), total("fallbacksSent")]).to.deep.equal([1, 1]);
  });

  it("goes to the fallback at once when the webhook's answer is not known, and says so", async () => {
    const { invoke, item, fallbackEmails } = processor({ kind: "unknown", reason: "TIMED_OUT", detail: "no answer" });

    await invoke();

    expect(item()).to.include({ status: "FAILED", reason: "UNCERTAIN", errorName: "UncertainDeliveryError" });
    expect(fallbackEmails[0]?.failure.errorMessage).to.equal(
      "nobody knows whether the webhook took the notification (TIMED_OUT: no answer)",
    );
  });

  it("records a refused fallback, fails, and sends it at the next attempt without calling the webhook again", async () => {
    const refused = { kind: "refused", transient: true, reason: "THROTTLED", detail: "slow down" } as const;
    const { invoke, item, posts, fallbackEmails, failures, total } = processor(down, [refused]);

    expect(await rejectionOf(invoke())).to.be.instanceOf(RetryableError);
    expect(item()).to.include({ stage: "FALLBACK_DUE", status: "FAILED", fallbackReason: "THROTTLED", leaseUntil: 0 });
    await invoke();

    expect(item()).to.include({ stage: "FALLBACK_SENT", fallbackAttempts: 2, attempt: 2 });
    expect([posts.length, fallbackEmails.length, failures.length]).to.deep.equal([1, 2, 2]);
    expect([total("fallbacksFailed"), total("fallbacksSent"), total("notificationsFailed")]).to.deep.equal([1, 1, 1]);
  });

  it("takes over from an attempt that died, and whose clock was ten minutes ahead: by the fallback once it may have called", async () => {
    const { invoke, advance, item, items, posts, fallbackEmails } = processor();
    const dieInStage = (stage: string) => Object.assign(item() ?? {}, { stage, status: "RECEIVED" });
    await invoke();
    const stored = {
      ...item(),
      leaseOwner: "dead",
      leaseUntil: Date.parse(String(item()?.updatedAt)) + 600_000 + 35_000,
    };

    items.set(notificationId, { ...stored });
    dieInStage("CLAIMED");
    expect(await invoke()).to.equal(undefined);
    expect(item()).to.include({ stage: "DELIVERED" });
    items.set(notificationId, { ...stored });
    dieInStage("CALLING");
    expect(await invoke()).to.equal(undefined);
    expect(item()).to.include({ stage: "FALLBACK_SENT", reason: "UNCERTAIN" });

    expect([posts.length, fallbackEmails.length]).to.deep.equal([2, 1]);
    // At most two leases ahead it is believed, as its owner may be at work.
    items.set(notificationId, { ...stored });
    dieInStage("CLAIMED");
    advance(600 - 35);
    expect(await rejectionOf(invoke())).to.have.property("code", "IN_PROGRESS");
  });

  it("never repeats a fallback that SES may have taken", async () => {
    const { invoke, item, fallbackEmails } = processor(down, [
      { kind: "unknown", reason: "NO_ANSWER", detail: "lost" },
    ]);

    for (const _ of [1, 2, 3]) {
      const error = await rejectionOf(invoke());
      expect(error).to.be.instanceOf(PermanentError).and.to.have.property("reason", "FALLBACK_UNCERTAIN");
    }

    expect(fallbackEmails).to.have.length(1);
    expect(item()).to.include({ stage: "FALLBACK_UNCERTAIN", status: "FAILED" });
  });

  it("sends one more fallback when an operator permits it, for the notification as it was when the operator looked", async () => {
    const lost = { kind: "unknown", reason: "NO_ANSWER", detail: "lost" } as const;
    const { invoke, invokePermitted, item, fallbackEmails, posts, advance } = processor(down, [lost, lost]);
    await rejectionOf(invoke());
    expect(item()).to.include({ stage: "FALLBACK_UNCERTAIN", attempt: 1 });

    // Its owner may still be at work.
    expect(await rejectionOf(invokePermitted(1))).to.be.instanceOf(RetryableError);
    advance(35);
    for (const wrong of [0, 2, "1", true, null]) {
      expect(await rejectionOf(invokePermitted(wrong))).to.have.property("reason", "FALLBACK_UNCERTAIN");
    }
    expect(fallbackEmails).to.have.length(1);

    expect(await rejectionOf(invokePermitted(1))).to.have.property("reason", "FALLBACK_UNCERTAIN");
    expect([fallbackEmails.length, item()?.attempt, item()?.fallbackAttempts]).to.deep.equal([2, 2, 2]);
    advance(35);
    // The permit was good once, however often the event comes again.
    expect(await rejectionOf(invokePermitted(1))).to.have.property("reason", "FALLBACK_UNCERTAIN");
    expect(fallbackEmails).to.have.length(2);

    await invokePermitted(2);
    expect(item()).to.include({ stage: "FALLBACK_SENT", status: "FAILED", attempt: 3 });
    expect([posts.length, fallbackEmails.length]).to.deep.equal([1, 3]);
    await invokePermitted(3);
    expect(fallbackEmails).to.have.length(3);
  });

  for (const [what, body, reason, detail] of [
    ["no JSON", "ALARM", "INVALID_JSON", "the message is not JSON"],
    ["another severity", { severity: "loud" }, "INVALID_MESSAGE", /^severity: /],
    ["no subject", { subject: " " }, "INVALID_MESSAGE", /^subject: /],
    ["no message", { message: undefined }, "INVALID_MESSAGE", /^message: /],
  ] as const) {
    it(`tells ${what} as it came, without calling the webhook`, async () => {
      const { invoke, item, posts, fallbackEmails } = processor();

      await invoke(notificationId, body, { correlationId: "correlation-0002" });

      expect(posts).to.deep.equal([]);
      expect(item()).to.include({ status: "FAILED", stage: "FALLBACK_SENT", reason });
      expect(item()?.errorMessage).to.match(new RegExp(detail));
      expect(item()?.body).to.equal(fallbackEmails[0]?.message.body);
      expect(fallbackEmails[0]?.content).to.equal(undefined);
    });
  }

  it("takes the correlation id from the body, then from the attribute, then the message id", async () => {
    const ids = async (...event: Parameters<typeof snsEvent>) => {
      const { invoke, item } = processor();
      await invoke(...event);
      return item()?.correlationId;
    };

    expect(await ids()).to.equal("correlation-0001");
    expect(await ids(notificationId, { correlationId: undefined }, { correlationId: "correlation-0002" })).to.equal(
      "correlation-0002",
    );
    expect(await ids(notificationId, { correlationId: undefined })).to.equal(notificationId);
  });
});
