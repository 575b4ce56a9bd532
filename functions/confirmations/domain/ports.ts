// Interfaces that the two functions of this pipeline need. The SDK implements them in `store/` and `email/`.

import type { SendOutcome } from "../../shared/ses-outcome";
import type { Delivery, Evidence } from "./delivery";

/** A request to take or settle the delivery of an order before anything is sent. */
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

/** What became of noting SES's answer. */
export type SentResult =
  /** Noted now. */
  | "marked"
  /** SES's own event was there first. */
  | "known"
  /** There is no such delivery any more: it was removed manually, or it expired. */
  | "lost";

/** What became of recording an event. */
export interface RecordedEvent {
  /**
   * - `advanced`: the status changed by it
   * - `noted`: kept as a fact, but something stronger was known
   * - `duplicate`: this very event was recorded before
   * - `missing`: there is no delivery of that order (any more)
   */
  readonly outcome: "advanced" | "noted" | "duplicate" | "missing";
  /** True when this was the first proof that SES accepted the email: it closed the gap between the call and the write. */
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
  /** Attribute that keeps when it happened. */
  readonly fact: "sentAt" | "deliveredAt" | "rejectedAt" | "softBouncedAt" | "bouncedAt" | "complainedAt";
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly proves: Evidence;
}

/** The deliveries table. Every method is one conditional write (and a read when the condition failed). All may throw. */
export interface DeliveryStore {
  /** The delivery of an order as it is now. */
  find(orderId: string): Promise<Delivery | undefined>;
  /** Nothing, an ended claim, or a refused delivery becomes PENDING, held by the owner. */
  claim(request: ClaimRequest): Promise<ClaimResult>;
  /** The same states become SUPPRESSED. */
  suppress(request: ClaimRequest): Promise<ClaimResult>;
  /** PENDING, held by the owner -> SENDING with a new lease. False: the claim was lost, and nothing may be sent. */
  startSending(orderId: string, owner: string): Promise<boolean>;
  /** The owner's delivery, known not to be sent, becomes PENDING that anybody may claim. False: it was no longer the owner's. */
  release(orderId: string, owner: string, reason: string): Promise<boolean>;
  /**
   * SES accepted the email. Needs no claim: an event of SES is proof, from whichever attempt. An operator's second attempt that has
   * claimed the delivery meanwhile is stopped by it.
   */
  markSent(orderId: string, messageId: string): Promise<SentResult>;
  /** The owner's delivery was refused. False: it was no longer the owner's. */
  markFailed(orderId: string, owner: string, reason: string): Promise<boolean>;
  /**
   * SENDING -> UNCERTAIN, if that owner still holds it.
   *
   * @param by `owner`: the attempt itself, which got no clear answer; `other`: one that found it, so only after the lease has ended
   * @returns false: it has changed, read again
   */
  markUncertain(orderId: string, owner: string, by: "owner" | "other"): Promise<boolean>;
  /** Joins what an event proves into the delivery. */
  recordEvent(event: EventRecord): Promise<RecordedEvent>;
}

/** Why an address gets no more email. */
export type SuppressionReason = "HARD_BOUNCE" | "COMPLAINT";

/** The suppressions table; addresses in the form of `addressKey`. */
export interface SuppressionStore {
  isSuppressed(address: string): Promise<boolean>;
  /** Keeps the first reason. True: it is new. */
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
  /** Never throws: what is not known is an outcome too. */
  send(email: RenderedEmail, to: { address: string; orderId: string; correlationId: string }): Promise<SendOutcome>;
}
