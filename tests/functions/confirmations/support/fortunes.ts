// What SES says, in the end, about the email of an order.
import { sesEvent } from "./fixtures";

/** An email that SES accepted. */
export interface Email {
  readonly orderId: string;
  readonly messageId: string;
  readonly address: string;
}

/** An order of the world, by what its email will meet. */
export type Fortune = "delivered" | "bounces" | "returns" | "complains" | "soft-bounces" | "suppressed";

/** All events that SES publishes about an email. */
export function eventsOf({ orderId, messageId, address }: Email, fortune: Fortune | undefined): object[] {
  const facts = { orderId, messageId, address, feedbackId: `feedback-${messageId}` };
  return [
    sesEvent.send(facts),
    ...(fortune === "bounces" ? [sesEvent.bounce(facts)] : [sesEvent.delivery(facts)]),
    ...(fortune === "returns" ? [sesEvent.bounce(facts)] : []),
    ...(fortune === "complains" ? [sesEvent.complaint(facts)] : []),
    ...(fortune === "soft-bounces" ? [{ ...sesEvent.bounce(facts, "Transient") }] : []),
  ];
}
