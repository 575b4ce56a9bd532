// Events that SES publishes about emails sent with the configuration set, as they arrive on the feedback queue (SNS raw delivery).
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
import * as z from "zod";
import { momentType } from "../contracts/fields/date-time";
import { usable } from "../contracts/fields/optional-fields";

/** Kinds of events that this pipeline acts on. The destination may publish more; those are ignored. */
export const knownEventTypes = ["Send", "Delivery", "Bounce", "Complaint", "Reject"] as const;

const timestamp = momentType();
const recipient = z.object({ emailAddress: z.string().min(3).max(1000) });

const emailSchema = z.object({
  /** When SES accepted the email. In UTC with milliseconds. */
  timestamp,
  messageId: z.string().min(1).max(256),
  destination: z.array(z.string().max(1000)).max(50).catch([]),
  /** Message tags, each with a list of values, SES's own included, such as `ses:configuration-set`. */
  tags: z.record(z.string(), z.array(z.string())).catch({}),
});

const known = z.discriminatedUnion("eventType", [
  z.object({ eventType: z.literal("Send"), mail: emailSchema }),
  z.object({ eventType: z.literal("Delivery"), mail: emailSchema, delivery: z.object({ timestamp }) }),
  z.object({
    eventType: z.literal("Bounce"),
    mail: emailSchema,
    bounce: z.object({
      bounceType: z.enum(["Undetermined", "Permanent", "Transient"]),
      bounceSubType: z.string().max(100),
      bouncedRecipients: z.array(recipient).max(50),
      timestamp,
      feedbackId: z.string().min(1).max(256),
    }),
  }),
  z.object({
    eventType: z.literal("Complaint"),
    mail: emailSchema,
    complaint: z.object({
      complainedRecipients: z.array(recipient).max(50),
      timestamp,
      feedbackId: z.string().min(1).max(256),
      /** Absent when the provider does not report it. `not-spam` withdraws a complaint. */
      complaintFeedbackType: usable(z.string().max(100)),
      complaintSubType: usable(z.string().max(100)),
    }),
  }),
  z.object({ eventType: z.literal("Reject"), mail: emailSchema, reject: z.object({ reason: z.string().max(500) }) }),
]);

/** An event that is acted on. */
export type KnownFeedbackEvent = z.infer<typeof known>;

/** An event of a type that is logged and ignored, such as Open. */
export interface OtherFeedbackEvent {
  readonly eventType: "Other";
  /** SES's name of the type. */
  readonly name: string;
}

/**
 * Body of a message on the feedback queue. Unknown fields are ignored; an unknown event type is valid and becomes `Other`. The type is
 * checked first, so that the error for a malformed event of a known type names the wrong field.
 */
export const feedbackEvent = z.unknown().transform((value, context): FeedbackEvent => {
  const head = z.object({ eventType: z.string().min(1).max(100) }).safeParse(value);
  if (head.success && !knownEventTypes.some((type) => type === head.data.eventType)) {
    return { eventType: "Other", name: head.data.eventType };
  }
  const event = known.safeParse(value);
  if (event.success) return event.data;
  for (const { path, message } of event.error.issues) {
    context.issues.push({ code: "custom", path: [...path], message, input: value });
  }
  return z.NEVER;
});

export type FeedbackEvent = KnownFeedbackEvent | OtherFeedbackEvent;

/** Plain text that SES publishes once when an event destination is created; it is not an event. */
export const topicValidationText = "Successfully validated SNS topic for Amazon SES event publishing.";

const correlated = z.object({
  mail: z.object({ tags: z.object({ correlationId: z.tuple([z.string()], z.string()) }) }),
});

/** The correlation id with which the email was tagged, if the body is an event that has one. */
export function correlationTagOf(body: string): string | undefined {
  try {
    return correlated.safeParse(JSON.parse(body)).data?.mail.tags.correlationId[0];
  } catch {
    return undefined;
  }
}
