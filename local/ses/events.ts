// SES's event records as it publishes them to SNS.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
import { createHash } from "node:crypto";
import { type Outcome, outcomesFor } from "./outcomes";

/** An email that was sent, from the inbox and the recorder together. */
export interface SentEmail {
  readonly messageId: string;
  /** `From` as it was given. */
  readonly source: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  /** When SES took it. */
  readonly acceptedAt: Date;
  readonly configurationSet: string;
  readonly tags: Readonly<Record<string, string>>;
  /** SES's virus scan finds something in it. Default: it does not. */
  readonly infected?: boolean;
}

/** Where it was sent. */
export interface Sender {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** Event types as records name them. */
export type EventType = "Send" | "Delivery" | "Bounce" | "Complaint" | "Reject";

/** One event record. */
export interface SesEvent {
  readonly eventType: EventType;
  readonly mail: Readonly<Record<string, unknown>> & { readonly tags: Readonly<Record<string, readonly string[]>> };
  readonly [detail: string]: unknown;
}

/**
 * What virus scanners take for a virus, though it is none: with it in an email SES rejects the email after it was accepted.
 * https://docs.aws.amazon.com/ses/latest/dg/faqs-virus-scanning.html
 */
const testVirus = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

/** Whether SES's virus scan would find something in any of these texts. */
export function isInfected(texts: readonly (string | null | undefined)[]): boolean {
  return texts.some((text) => text?.includes(testVirus) === true);
}

/** Hard bounces in an event, which count for a sender's reputation. Addresses that are suppressed do not. */
export function hardBounces({ eventType, bounce }: SesEvent): number {
  if (eventType !== "Bounce" || typeof bounce !== "object" || bounce === null) return 0;
  return Reflect.get(bounce, "bounceType") === "Permanent" && Reflect.get(bounce, "bounceSubType") !== "Suppressed"
    ? 1
    : 0;
}

/**
 * Every event that SES publishes about an email, in order: one `Send`, then one record per outcome with the recipients
 * it met.
 *
 * @param now when the outcome is known; not before `acceptedAt`
 */
export function eventsFor(mail: SentEmail, sender: Sender, now: Date): readonly SesEvent[] {
  const about = emailObject(mail, sender);
  const met = new Map<Outcome, string[]>();
  for (const recipient of mail.recipients) {
    for (const outcome of outcomesFor(recipient)) met.set(outcome, [...(met.get(outcome) ?? []), recipient]);
  }
  // A complaint comes after the delivery, whichever recipient came first.
  const order: readonly Outcome[] = ["Delivery", "Bounce", "SuppressedBounce", "Complaint"];
  const send: SesEvent = { eventType: "Send", mail: about, send: {} };
  if (mail.infected === true) return [send, { eventType: "Reject", mail: about, reject: { reason: "Bad content" } }];
  return [
    send,
    ...order.flatMap((outcome) => {
      const recipients = met.get(outcome);
      return recipients === undefined ? [] : [{ ...detail(outcome, recipients, mail, now), mail: about }];
    }),
  ];
}

/** One event about an email, whoever its recipients are. */
export function eventOf(outcome: Outcome, mail: SentEmail, sender: Sender, now: Date): SesEvent {
  return { ...detail(outcome, mail.recipients, mail, now), mail: emailObject(mail, sender) };
}

function detail(
  outcome: Outcome,
  recipients: readonly string[],
  mail: SentEmail,
  now: Date,
): { readonly eventType: EventType; readonly [detail: string]: unknown } {
  const timestamp = now.toISOString();
  const feedbackId = feedbackIdOf(mail.messageId, outcome);
  switch (outcome) {
    case "Delivery":
      return {
        eventType: "Delivery",
        delivery: {
          timestamp,
          processingTimeMillis: Math.max(0, now.getTime() - mail.acceptedAt.getTime()),
          recipients,
          smtpResponse: "250 2.6.0 Message received",
          reportingMTA: "a8-50.smtp-out.amazonses.com",
        },
      };
    case "Bounce":
      return {
        eventType: "Bounce",
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          bouncedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            action: "failed",
            status: "5.1.1",
            diagnosticCode: "smtp; 550 5.1.1 user unknown",
          })),
          timestamp,
          feedbackId,
          reportingMTA: "dsn; a8-50.smtp-out.amazonses.com",
        },
      };
    case "SuppressedBounce":
      return {
        eventType: "Bounce",
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "Suppressed",
          bouncedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            action: "failed",
            status: "5.1.1",
            diagnosticCode:
              "Amazon SES has suppressed sending to this address because it has a recent history of bouncing",
          })),
          timestamp,
          feedbackId,
          reportingMTA: "dns; amazonses.com",
        },
      };
    case "Complaint":
      return {
        eventType: "Complaint",
        complaint: {
          complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
          timestamp,
          feedbackId,
          complaintSubType: null,
          userAgent: "Amazon SES Mailbox Simulator",
          complaintFeedbackType: "abuse",
          arrivalDate: timestamp,
        },
      };
  }
}

function emailObject(mail: SentEmail, sender: Sender): SesEvent["mail"] {
  const from = /<([^<>]+)>\s*$/.exec(mail.source)?.[1] ?? mail.source;
  const domain = from.split("@")[1] ?? "";
  return {
    timestamp: mail.acceptedAt.toISOString(),
    source: mail.source,
    sourceArn: `arn:${sender.partition}:ses:${sender.region}:${sender.accountId}:identity/${from}`,
    sendingAccountId: sender.accountId,
    messageId: mail.messageId,
    destination: mail.recipients,
    headersTruncated: false,
    headers: [
      { name: "From", value: mail.source },
      { name: "To", value: mail.recipients.join(", ") },
      { name: "Subject", value: mail.subject },
      { name: "MIME-Version", value: "1.0" },
      { name: "Content-Type", value: "multipart/alternative" },
    ],
    commonHeaders: {
      from: [mail.source],
      to: mail.recipients,
      messageId: mail.messageId,
      subject: mail.subject,
    },
    // Every tag is a list: SES's own, and those of the call.
    tags: {
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": [mail.configurationSet],
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [domain],
      "ses:caller-identity": ["local"],
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

/** The same for the same email and outcome: an event that is published again keeps its id, as SES's do. */
function feedbackIdOf(messageId: string, outcome: Outcome): string {
  const hash = createHash("sha256").update(`${messageId} ${outcome}`).digest("hex");
  return [
    hash.slice(0, 16),
    hash.slice(16, 24),
    ...[24, 28, 32].map((at) => hash.slice(at, at + 4)),
    hash.slice(36, 48),
    "000000",
  ].join("-");
}
