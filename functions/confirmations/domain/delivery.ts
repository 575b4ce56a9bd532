// The delivery of one order's confirmation: its states, what an attempt may do in each, and what SES's own events may change. Pure.
//
//   (none) --claim--> PENDING --just before the call--> SENDING --SES accepted--> SENT --> DELIVERED | BOUNCED | COMPLAINED
//                        ^  |                              |  \--lease over, no evidence--> UNCERTAIN
//                        |  \--address suppressed--> SUPPRESSED
//                        \------SES refused: released-------|--SES refused for good--> FAILED
//
// Two rules ensure at most one email per order. (1) Only the owner of a PENDING claim may change it to SENDING, by a conditional write,
// and SES is called only after that. (2) No time limit ends SENDING: SES's answer to the owner, or SES's events, decide the outcome.
// Without either the outcome is unknown, and an operator decides. Time only decides when to check again, so a wrong clock causes no second
// email, and hides an order for two leases at most (`shared/lease.ts`).

/** States of a delivery, as stored in `status`. */
export const deliveryStatuses = [
  "PENDING",
  "SENDING",
  "SENT",
  "DELIVERED",
  "BOUNCED",
  "COMPLAINED",
  "FAILED",
  "SUPPRESSED",
  "UNCERTAIN",
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/**
 * What SES's events prove about the email, stored beside the status as a number that only grows. Events arrive late, twice and in any
 * order; taking the maximum makes any order of the same events end in the same state.
 *
 * - `nothing`: no proof that SES accepted an email. Holds for all states of the sender before SENT, and for refusals.
 * - `accepted`: an answer or a Send event.
 * - `rejected`: SES accepted the call and then refused the content (Reject: a virus). FAILED, and not retried.
 * - `softBounced`: bounce of type Transient or Undetermined: SES gave up for now. BOUNCED. Below `delivered`, because an out-of-office
 * reply
 *   is reported as a transient bounce of an email that did arrive.
 * - `delivered`: the receiving server accepted it.
 * - `hardBounced`: bounce of type Permanent. Above `delivered`, because a server may accept an email first and return it later.
 * - `complained`: above all others, because only a recipient of the email can complain.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const evidence = {
  nothing: 0,
  accepted: 1,
  rejected: 2,
  softBounced: 3,
  delivered: 4,
  hardBounced: 5,
  complained: 6,
} as const;

export type EvidenceLevel = (typeof evidence)[keyof typeof evidence];

/** The part of the stored item that decisions rest on. */
export interface Delivery {
  readonly orderId: string;
  readonly status: DeliveryStatus;
  /** See `evidence`. */
  readonly evidence: number;
  /** How often the delivery was claimed, 0 or more. */
  readonly attempts: number;
  /** Token of the attempt that holds the claim, absent after a release. Unique per attempt. */
  readonly leaseOwner?: string | undefined;
  /** End of the claim in epoch milliseconds; 0 after a release, and when a wrong clock wrote it. */
  readonly leaseUntil: number;
  readonly sesMessageId?: string | undefined;
  readonly reason?: string | undefined;
  /** Message that claimed it last. */
  readonly messageId?: string | undefined;
}

/** Facts about the current attempt. */
export interface Attempt {
  /** Its own token. */
  readonly owner: string;
  /** Now, in epoch milliseconds. */
  readonly now: number;
  /** True when the queue will not deliver the message again. */
  readonly lastReceive: boolean;
  /** Id of the message in its queue: the same at every delivery. */
  readonly messageId: string;
  /** True for a message that was redriven from the dead letters: an operator wants a retry. */
  readonly redriven: boolean;
  /**
   * Set when an operator marked the message: send even though an earlier email may have been sent. It is the number of attempts that the
   * delivery had when the operator checked, so it is valid for the order's next attempt only, however many messages carry it and however
   * often the queue delivers them. Used in UNCERTAIN, and for a call to SES whose attempt ended without an answer.
   */
  readonly resendPermit: number | undefined;
}

/** What an attempt does with an existing delivery. */
export type Decision =
  /** Claim it (again): no email can have been sent, or an operator accepts that one may have been. */
  | { readonly kind: "claim" }
  /** This attempt has the claim already: the table's answer to its write was lost. */
  | { readonly kind: "own" }
  /** Nothing to do: the message is a duplicate. */
  | { readonly kind: "done" }
  /** Another attempt owns it; check again when its claim has ended (epoch milliseconds). */
  | { readonly kind: "wait"; readonly until: number }
  /** An email may have been sent; wait for SES's event, with backoff. */
  | { readonly kind: "await-evidence" }
  /** An email may have been sent, and this is the last receive: mark it as uncertain, if `owner` still holds it. */
  | { readonly kind: "declare-uncertain"; readonly owner: string }
  /** Already declared uncertain: the message belongs in the dead letters. */
  | { readonly kind: "uncertain" }
  /** SES refused it for good, for another message that is in the dead letters; this message goes there too. */
  | { readonly kind: "failed-before"; readonly reason: string };

/**
 * Decides what an attempt may do with an existing delivery. The result is only a plan: each step is a conditional write that checks the
 * same rule again, and a delivery that has changed since is read again.
 */
export function decide(found: Delivery, attempt: Attempt): Decision {
  switch (found.status) {
    case "PENDING":
      if (found.leaseOwner === attempt.owner) return { kind: "own" };
      return found.leaseUntil > attempt.now ? { kind: "wait", until: found.leaseUntil } : { kind: "claim" };
    case "SENDING":
      if (found.leaseUntil > attempt.now) return { kind: "wait", until: found.leaseUntil };
      if (!attempt.lastReceive && attempt.resendPermit !== found.attempts) return { kind: "await-evidence" };
      return { kind: "declare-uncertain", owner: found.leaseOwner ?? "" };
    case "UNCERTAIN":
      return attempt.resendPermit === found.attempts ? { kind: "claim" } : { kind: "uncertain" };
    case "FAILED":
      // Refused by a Reject event, so SES accepted the call.
      if (found.evidence > evidence.nothing) return { kind: "done" };
      // Refused by SES's answer, so certainly not sent. A retry of the same message or of a redriven one may send it; a duplicate may not.
      return attempt.redriven || attempt.messageId === found.messageId
        ? { kind: "claim" }
        : { kind: "failed-before", reason: found.reason ?? "FAILED" };
    case "SENT":
    case "DELIVERED":
    case "BOUNCED":
    case "COMPLAINED":
    case "SUPPRESSED":
      return { kind: "done" };
  }
}

/** What an SES event proves. */
export interface Evidence {
  readonly level: Exclude<EvidenceLevel, 0>;
  /** Status of a delivery about which nothing stronger is known. */
  readonly status: DeliveryStatus;
  /** Why, in SES's words, for statuses that need a reason. */
  readonly reason?: string;
}

/** Kinds of SES events about a delivery. */
export type FeedbackKind = "Send" | "Delivery" | "Reject" | "SoftBounce" | "HardBounce" | "Complaint";

/** What each kind of event proves. */
export function evidenceOf(kind: FeedbackKind, detail: string): Evidence {
  switch (kind) {
    case "Send":
      return { level: evidence.accepted, status: "SENT" };
    case "Reject":
      return { level: evidence.rejected, status: "FAILED", reason: detail };
    case "SoftBounce":
      return { level: evidence.softBounced, status: "BOUNCED", reason: detail };
    case "Delivery":
      return { level: evidence.delivered, status: "DELIVERED" };
    case "HardBounce":
      return { level: evidence.hardBounced, status: "BOUNCED", reason: detail };
    case "Complaint":
      return { level: evidence.complained, status: "COMPLAINED", reason: detail };
  }
}
