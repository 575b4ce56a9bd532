// Joins one event of SES into the delivery and the suppressions. Idempotent and independent of the order of events: see `evidence`.
import { PermanentError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import type { KnownFeedbackEvent } from "../feedback-events";
import { addressKey } from "./address";
import { evidenceOf, type FeedbackKind } from "./delivery";
import type { DeliveryStore, EventRecord, RecordedEvent, SuppressionReason, SuppressionStore } from "./ports";

/** What recording needs. */
export interface RecordFeedbackDependencies {
  readonly deliveries: DeliveryStore;
  readonly suppressions: SuppressionStore;
  readonly metrics: Pick<MetricsRecorder, "count">;
  /** The configuration set of this stack's emails; events of another one are ignored. */
  readonly configurationSetName: string;
}

/** An event, reduced to what is stored. */
export interface Feedback {
  readonly kind: FeedbackKind;
  readonly orderId: string | undefined;
  readonly record: Omit<EventRecord, "orderId">;
  /** Why the address that was emailed gets no more email. */
  readonly suppress: SuppressionReason | undefined;
  /** Recipients that another mail server names, in the form of `addressKey`. */
  readonly named: readonly string[];
}

/** Result of an event, for the log. */
export interface FeedbackResult {
  readonly kind: FeedbackKind | "NotSpam";
  readonly orderId: string | undefined;
  readonly outcome: RecordedEvent["outcome"] | "untagged" | "ignored";
  /** Number of addresses newly suppressed: 0 or 1. */
  readonly suppressed: number;
  /** Recipients that were named and not emailed by us. */
  readonly foreign: number;
  readonly correlationId?: string;
}

/** Records one event. May throw what the tables throw; repeating it is safe. */
export type RecordFeedback = (event: KnownFeedbackEvent) => Promise<FeedbackResult>;

/**
 * Wires `RecordFeedback`.
 *
 * The recipients of a bounce are a third party's claim: `bouncedRecipients` comes from the delivery report of whichever server sent one
 * (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). So an address is suppressed only if the shop
 * emailed it: it must be the delivery's, or, if the delivery is gone, the destination that SES recorded when it accepted the email.
 */
export function createRecordFeedback(deps: RecordFeedbackDependencies): RecordFeedback {
  return async (event) => {
    const set = event.mail.tags["ses:configuration-set"]?.[0];
    if (set !== deps.configurationSetName) {
      throw new PermanentError("FOREIGN_CONFIGURATION_SET", `the event is about an email of configuration set ${set}`);
    }
    const feedback = read(event);
    if (feedback === undefined) {
      return { kind: "NotSpam", orderId: event.mail.tags.orderId?.[0], outcome: "ignored", suppressed: 0, foreign: 0 };
    }
    const { kind, orderId } = feedback;
    const recorded =
      orderId === undefined ? undefined : await deps.deliveries.recordEvent({ ...feedback.record, orderId });
    const recipients = recorded?.address === undefined ? event.mail.destination.map(addressKey) : [recorded.address];
    const foreign = feedback.named.filter((address) => !recipients.includes(address)).length;
    if (foreign > 0) deps.metrics.count("feedbackRecipientsForeign", foreign);
    // Before anything is counted, because this write protects the next email. A repeated event suppresses the address again.
    const suppressed = await suppress(deps, feedback, recipients);
    if (recorded === undefined) return { kind, orderId, outcome: "untagged", suppressed, foreign };
    if (recorded.outcome === "advanced" || recorded.outcome === "noted") count(deps.metrics, feedback);
    if (recorded.firstProof) deps.metrics.count("emailsSent");
    const { outcome, correlationId } = recorded;
    return { kind, orderId, outcome, suppressed, foreign, ...(correlationId === undefined ? {} : { correlationId }) };
  };
}

async function suppress(
  deps: RecordFeedbackDependencies,
  { suppress: reason, record }: Feedback,
  recipients: readonly string[],
): Promise<number> {
  if (reason === undefined) return 0;
  let added = 0;
  for (const address of new Set(recipients)) {
    if (await deps.suppressions.add(address, reason, record.key)) added++;
  }
  return added;
}

/** Counts each event once, when it is first recorded. Soft bounces have no counter: SES's bounce rate leaves them out as well. */
function count(metrics: RecordFeedbackDependencies["metrics"], { kind }: Feedback): void {
  if (kind === "Delivery") metrics.count("emailsDelivered");
  if (kind === "HardBounce") metrics.count("emailsBounced");
  if (kind === "Complaint") metrics.count("emailsComplained");
  if (kind === "Reject") metrics.count("emailsFailed", 1, { reason: "REJECTED" });
}

/** Reduces an event; undefined for a complaint that was withdrawn. */
function read(event: KnownFeedbackEvent): Feedback | undefined {
  const { messageId, timestamp, tags } = event.mail;
  const orderId = tags.orderId?.[0];
  switch (event.eventType) {
    case "Send":
      return {
        kind: "Send",
        orderId,
        record: { key: `Send#${messageId}`, messageId, fact: "sentAt", at: timestamp, proves: evidenceOf("Send", "") },
        suppress: undefined,
        named: [],
      };
    case "Delivery":
      return {
        kind: "Delivery",
        orderId,
        record: {
          key: `Delivery#${messageId}`,
          messageId,
          fact: "deliveredAt",
          at: event.delivery.timestamp,
          proves: evidenceOf("Delivery", ""),
        },
        suppress: undefined,
        named: [],
      };
    case "Reject":
      return {
        kind: "Reject",
        orderId,
        record: {
          key: `Reject#${messageId}`,
          messageId,
          fact: "rejectedAt",
          at: timestamp,
          proves: evidenceOf("Reject", `REJECTED: ${event.reject.reason}`),
        },
        suppress: undefined,
        named: [],
      };
    case "Bounce":
      return readBounce(event, orderId);
    case "Complaint":
      return readComplaint(event, orderId);
  }
}

function readBounce(
  { mail, bounce }: Extract<KnownFeedbackEvent, { eventType: "Bounce" }>,
  orderId: string | undefined,
): Feedback {
  // Only Permanent means that the address does not exist; Transient passes, and Undetermined gives no reason.
  const hard = bounce.bounceType === "Permanent";
  const kind = hard ? "HardBounce" : "SoftBounce";
  return {
    kind,
    orderId,
    record: {
      key: `Bounce#${bounce.feedbackId}`,
      messageId: mail.messageId,
      fact: hard ? "bouncedAt" : "softBouncedAt",
      at: bounce.timestamp,
      proves: evidenceOf(kind, `${bounce.bounceType}/${bounce.bounceSubType}`),
    },
    suppress: hard ? "HARD_BOUNCE" : undefined,
    named: addresses(bounce.bouncedRecipients),
  };
}

function readComplaint(
  { mail, complaint }: Extract<KnownFeedbackEvent, { eventType: "Complaint" }>,
  orderId: string | undefined,
): Feedback | undefined {
  if (complaint.complaintFeedbackType === "not-spam") return undefined;
  return {
    kind: "Complaint",
    orderId,
    record: {
      key: `Complaint#${complaint.feedbackId}`,
      messageId: mail.messageId,
      fact: "complainedAt",
      at: complaint.timestamp,
      proves: evidenceOf("Complaint", complaint.complaintFeedbackType ?? complaint.complaintSubType ?? "unspecified"),
    },
    suppress: "COMPLAINT",
    named: addresses(complaint.complainedRecipients),
  };
}

function addresses(recipients: readonly { readonly emailAddress: string }[]): string[] {
  return [...new Set(recipients.map(({ emailAddress }) => addressKey(emailAddress)))];
}
