// Interfaces that the two functions of this pipeline need. The SDK implements them in `store/` and `email/`.

import type { SendOutcome } from "../../shared/ses-outcome";
import type { Delivery, Evidence } from "./delivery";

/** A request to claim or suppress the delivery of an order before anything is sent. */
export interface ClaimRequest {
  readonly orderId: string;
  /** Address in the form of `addressKey`. */
  readonly address: string;
  readonly correlationId: string;
  /** Token of the attempt, unique. */
  readonly owner: string;
  /** See `Attempt.messageId`. */
  readonly messageId: string;
  /** See `Attempt.redriven`. */
  readonly redriven: boolean;
  /** An operator accepts that an earlier email of an UNCERTAIN delivery may have gone out; see `Attempt.resendPermit`. */
  readonly resendPermit: number | undefined;
}

/** Either the claim succeeded, or this is why not. */
export type ClaimResult =
  | { readonly taken: true; readonly attempts: number }
  | { readonly taken: false; readonly found: Delivery };

/** Result of recording SES's answer. */
export type SentResult =
  /** Noted now. */
  | "marked"
  /** SES's own event was there first. */
  | "known"
  /** The delivery does not exist any more: it was removed manually, or it expired. */
  | "lost";

/** Result of recording an SES event. */
export interface RecordedEvent {
  /**
   * - `advanced`: it changed the status
   * - `noted`: stored, but stronger evidence was recorded before
   * - `duplicate`: the same event was recorded before
   * - `missing`: the order has no delivery (any more)
   */
  readonly outcome: "advanced" | "noted" | "duplicate" | "missing";
  /** True when this was the first proof that SES accepted the email, which settles an unanswered call. */
  readonly firstProof: boolean;
  /** Correlation id of the delivery, when there is one. */
  readonly correlationId?: string;
  /** Address that was emailed, in the form of `addressKey`, when there is a delivery. */
  readonly address?: string;
}

/** An event, ready to be recorded. */
export interface EventRecord {
  readonly orderId: string;
  /** Identity of the event: the same event delivered twice has the same key. */
  readonly key: string;
  readonly messageId: string;
  /** Attribute with the time of the event. */
  readonly fact: "sentAt" | "deliveredAt" | "rejectedAt" | "softBouncedAt" | "bouncedAt" | "complainedAt";
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly proves: Evidence;
}

/** The deliveries table. Every method is one conditional write (and a read when the condition failed). All may throw. */
export interface DeliveryStore {
  /** The delivery of an order as it is now. */
  find(orderId: string): Promise<Delivery | undefined>;
  /** A missing delivery, an ended claim, or a refused delivery becomes PENDING, held by the owner. */
  claim(request: ClaimRequest): Promise<ClaimResult>;
  /** The same states become SUPPRESSED. */
  suppress(request: ClaimRequest): Promise<ClaimResult>;
  /** PENDING, held by the owner -> SENDING with a new lease. False: the claim was lost, and nothing may be sent. */
  startSending(orderId: string, owner: string): Promise<boolean>;
  /** The owner's delivery, certainly not sent, becomes PENDING without an owner. False: the owner had lost it. */
  release(orderId: string, owner: string, reason: string): Promise<boolean>;
  /**
   * SES accepted the email. Needs no claim: an event of SES is proof, from whichever attempt. An operator's second attempt that has
   * claimed the delivery meanwhile is stopped by it.
   */
  markSent(orderId: string, messageId: string): Promise<SentResult>;
  /** SES refused the owner's delivery. False: the owner had lost it. */
  markFailed(orderId: string, owner: string, reason: string): Promise<boolean>;
  /**
   * SENDING -> UNCERTAIN, if `owner` still holds it.
   *
   * @param by `owner`: the attempt itself, which got no clear answer; `other`: another attempt, only after the lease has ended
   * @returns false: it has changed, read it again
   */
  markUncertain(orderId: string, owner: string, by: "owner" | "other"): Promise<boolean>;
  /** Adds what an event proves to the delivery. */
  recordEvent(event: EventRecord): Promise<RecordedEvent>;
}

/** Why an address gets no more email. */
export type SuppressionReason = "HARD_BOUNCE" | "COMPLAINT";

/** The suppressions table; addresses in the form of `addressKey`. */
export interface SuppressionStore {
  isSuppressed(address: string): Promise<boolean>;
  /** Adds an address; an existing one keeps its first reason. True: it is new. */
  add(address: string, reason: SuppressionReason, eventId: string): Promise<boolean>;
}

/** An email, rendered. */
export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** SES. */
export interface Mailer {
  /** Never throws: an unknown result is an outcome too. */
  send(email: RenderedEmail, to: { address: string; orderId: string; correlationId: string }): Promise<SendOutcome>;
}
