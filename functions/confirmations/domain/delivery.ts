// The delivery of one order's confirmation: its states, what an attempt may do in each, and what SES's own events may change. Pure.
//
//   (none) --claim--> PENDING --just before the call--> SENDING --SES accepted--> SENT --> DELIVERED | BOUNCED | COMPLAINED
//                        ^  |                              |  \--lease over, no evidence--> UNCERTAIN
//                        |  \--address suppressed--> SUPPRESSED
//                        \------SES refused: released-------|--SES refused for good--> FAILED
//
// Two rules make it at most one email per order. (1) Only the owner of a PENDING claim may go to SENDING, by a conditional write, and
// only from there SES is called. (2) Nobody leaves SENDING by the clock: what SES did is known from its answer to the owner or from its
// events, or it stays unknown, and then a person decides. The clock only decides when to look again, so a wrong clock sends nothing twice.

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
 * What SES's events have said about the email, stored beside the status as a number that only grows. It is the lattice on which SES's events, which
 * come late, twice and in any order, are joined by maximum: any order of the same events ends in the same state.
 *
 * - `nothing`: no sign that SES accepted an email. All states of the sender before SENT, and refusals, live here.
 * - `accepted`: an answer or a Send event.
 * - `rejected`: SES accepted the call and then refused the content (Reject: a virus). FAILED, but never to be tried again.
 * - `softBounced`: bounce of type Transient or Undetermined: SES gave up for now. BOUNCED. Below `delivered`, since an out-of-office
 *   answer is reported as a transient bounce of an email that did arrive.
 * - `delivered`: the receiving server took it.
 * - `hardBounced`: bounce of type Permanent. Above `delivered`: servers may take an email first and return it later.
 * - `complained`: above all, since only somebody who has the email can complain.
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
  /** End of the claim in epoch milliseconds; 0 after a release. */
  readonly leaseUntil: number;
  readonly sesMessageId?: string | undefined;
  readonly reason?: string | undefined;
  /** Message that claimed it last. */
  readonly messageId?: string | undefined;
}

/** What an attempt knows about itself. */
export interface Attempt {
  /** Its own token. */
  readonly owner: string;
  /** Now, in epoch milliseconds. */
  readonly now: number;
  /** True when the queue will not deliver the message again. */
  readonly lastReceive: boolean;
  /** Id of the message in its queue: the same at every delivery. */
  readonly messageId: string;
  /** True for a message that comes out of the dead letters: somebody wants it tried again. */
  readonly redriven: boolean;
  /**
   * Present when an operator marked the message: send although an earlier email may have gone out. It is the number of attempts that the
   * delivery had when the operator looked, so that it is good for the order's next attempt only, however many messages carry it and however
   * often the queue delivers them. Counts in UNCERTAIN, and for a call to SES whose attempt died.
   */
  readonly resendPermit: number | undefined;
}

/** What an attempt does when it finds a delivery. */
export type Decision =
  /** Take the claim (again): no email can have gone out, or an operator accepts that one may have. */
  | { readonly kind: "claim" }
  /** The claim is this attempt's own: an earlier answer of the table was lost. */
  | { readonly kind: "own" }
  /** Nothing to do: the message is a duplicate. */
  | { readonly kind: "done" }
  /** Another attempt is at work; look again when its claim has ended (epoch milliseconds). */
  | { readonly kind: "wait"; readonly until: number }
  /** An email may have gone out; wait for SES's event, at the pace of the backoff. */
  | { readonly kind: "await-evidence" }
  /** As before, but the message has no receives left: declare it uncertain, if it is still held by `owner`. */
  | { readonly kind: "declare-uncertain"; readonly owner: string }
  /** Already declared uncertain: the message belongs in the dead letters. */
  | { readonly kind: "uncertain" }
  /** SES refused it for good, in the attempt of another message, which is in the dead letters: so belongs this one. */
  | { readonly kind: "failed-before"; readonly reason: string };

/**
 * Decides what an attempt may do with a delivery that it found. It is a plan only: each step is a conditional write that holds the same
 * rule again, so a delivery that changed since it was read is read again.
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
      // Refused by a Reject event: it was accepted once.
      if (found.evidence > evidence.nothing) return { kind: "done" };
      // Refused by SES's answer: definitely not sent. The message itself, or one that was redriven, may try again; a duplicate may not.
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

/** An event of SES, reduced to what it proves. */
export interface Evidence {
  readonly level: Exclude<EvidenceLevel, 0>;
  /** Status of a delivery about which nothing stronger is known. */
  readonly status: DeliveryStatus;
  /** Why, in SES's words, for statuses that need a reason. */
  readonly reason?: string;
}

/** Kinds of SES events that say something about a delivery. */
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
