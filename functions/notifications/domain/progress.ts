// The stages of one notification, and what an attempt may do in each. Pure.
//
//   (none) --claim--> CLAIMED --just before the call--> CALLING --webhook took it--> DELIVERED
//                        |                                 |
//                        |--not readable                   |--refused, or no clear answer, or its attempt died
//                        v                                 v
//                     FALLBACK_DUE --just before the call--> FALLBACK_CALLING --SES took it--> FALLBACK_SENT
//                        ^-----------------SES refused-----------|  \--no clear answer, or its attempt died--> FALLBACK_UNCERTAIN
//
// Only one attempt calls the webhook for a notification, and only one calls SES for one stay in FALLBACK_CALLING: a conditional write leads
// into either stage, and no attempt repeats the call from within it. An attempt that ends between a call and recording its answer leaves it
// unknown whether the notification was delivered. A second call could post it twice; without one it could stay undelivered. So an unknown
// result of the webhook leads to the fallback email, which says so, and an unknown result of the fallback leads to the failure queue, whose
// alarm reaches an operator. An operator may permit one more fallback (`FALLBACK_UNCERTAIN` -> `FALLBACK_DUE`) with the number of attempts
// that the notification has had, so that the permit is valid for its next attempt only.

/** Stages, as stored in `stage`. */
export const stages = [
  "CLAIMED",
  "CALLING",
  "DELIVERED",
  "FALLBACK_DUE",
  "FALLBACK_CALLING",
  "FALLBACK_SENT",
  "FALLBACK_UNCERTAIN",
] as const;

export type Stage = (typeof stages)[number];

/** The status by which operators search: `StatusIndex`. */
export type Status = "RECEIVED" | "DELIVERED" | "FAILED";

/** Status of a notification in a stage. FAILED: the channel did not certainly accept it; `fallback` has what followed. */
export function statusOf(stage: Stage): Status {
  if (stage === "CLAIMED" || stage === "CALLING") return "RECEIVED";
  return stage === "DELIVERED" ? "DELIVERED" : "FAILED";
}

/** Why the channel failed. */
export interface DeliveryFailure {
  /** Code in capitals, such as `HTTP_503` or `UNCERTAIN`. */
  readonly reason: string;
  readonly errorName: string;
  readonly errorMessage: string;
  readonly stack: string;
}

/** The part of the stored item that decisions and the fallback rest on. */
export interface Progress {
  readonly notificationId: string;
  readonly stage: Stage;
  /** Token of the attempt that holds it, or held it last. */
  readonly leaseOwner: string;
  /** End of the hold in epoch milliseconds; 0 when it was released, and when a wrong clock wrote it. */
  readonly leaseUntil: number;
  /** Number of attempts that took the notification, 1 or more. */
  readonly attempt: number;
  /** Present from FALLBACK_DUE on. */
  readonly failure?: DeliveryFailure | undefined;
}

/** What an attempt does with a notification that was recorded before. */
export type Decision =
  /** Claim it (again): its attempt died before it called anything. */
  | { readonly kind: "claim" }
  /** It is unknown whether the webhook took it: record that and send the fallback. */
  | { readonly kind: "declare-uncertain" }
  /** The channel has failed, the fallback is open. */
  | { readonly kind: "fall-back" }
  /** It is unknown whether SES accepted the fallback, and an operator permits another one. */
  | { readonly kind: "fall-back-again" }
  /** It is unknown whether SES accepted the fallback: record that and give up. */
  | { readonly kind: "declare-fallback-uncertain" }
  /** That was recorded before. */
  | { readonly kind: "fallback-uncertain" }
  /** Another attempt is at work. */
  | { readonly kind: "busy"; readonly until: number }
  /** Nothing to do: the message is a duplicate. */
  | { readonly kind: "done" };

/**
 * Decides what an attempt may do. The result is only a plan: each step is a conditional write that checks the same rule again, and a
 * notification that has changed since is read again.
 *
 * @param now epoch milliseconds
 * @param resendPermit see `Asked.resendPermit`
 */
export function decide(found: Progress, now: number, resendPermit?: number): Decision {
  const held = found.leaseUntil > now;
  switch (found.stage) {
    case "DELIVERED":
    case "FALLBACK_SENT":
      return { kind: "done" };
    case "FALLBACK_UNCERTAIN":
      if (resendPermit !== found.attempt) return { kind: "fallback-uncertain" };
      return held ? { kind: "busy", until: found.leaseUntil } : { kind: "fall-back-again" };
    case "CLAIMED":
      return held ? { kind: "busy", until: found.leaseUntil } : { kind: "claim" };
    case "CALLING":
      return held ? { kind: "busy", until: found.leaseUntil } : { kind: "declare-uncertain" };
    case "FALLBACK_DUE":
      return held ? { kind: "busy", until: found.leaseUntil } : { kind: "fall-back" };
    case "FALLBACK_CALLING":
      return held ? { kind: "busy", until: found.leaseUntil } : { kind: "declare-fallback-uncertain" };
  }
}
