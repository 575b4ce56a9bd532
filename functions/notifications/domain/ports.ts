// Interfaces that the processor needs. The SDK and HTTP implement them in `store/` and `channels/`.

import type { Notification } from "../../contracts/notification";
import type { SendOutcome } from "../../shared/ses-outcome";
import type { DeliveryFailure, Progress } from "./progress";
import type { PublishedMessage } from "./published-message";

/** Either this attempt owns the notification, or this is the recorded progress. */
export type ClaimResult =
  | { readonly taken: true; readonly attempt: number }
  | { readonly taken: false; readonly found: Progress };

/** How a notification was delivered. */
export interface Delivery {
  readonly channel: "webhook" | "email";
  /** Milliseconds from the publishing. */
  readonly latencyMs: number;
}

/** The notifications table. Every method is one conditional write (and a read when the claim's condition failed). All may throw. */
export interface NotificationStore {
  /** A missing notification, or an ended claim, becomes CLAIMED, held by the owner. */
  claim(message: PublishedMessage, content: Notification | undefined, owner: string): Promise<ClaimResult>;
  /** CLAIMED -> CALLING. False: the claim was lost, and nothing may be called. */
  startCall(notificationId: string, owner: string): Promise<boolean>;
  /** The owner's notification -> DELIVERED. False: another attempt has declared it uncertain meanwhile. */
  markDelivered(notificationId: string, owner: string, delivery: Delivery): Promise<boolean>;
  /** The owner's notification -> FALLBACK_DUE, still held. False: as above. */
  markFailed(notificationId: string, owner: string, failure: DeliveryFailure): Promise<boolean>;
  /** CALLING whose hold has ended, read as `found` -> FALLBACK_DUE, held by the owner. False: it has changed, read it again. */
  takeUncertain(found: Progress, owner: string, failure: DeliveryFailure): Promise<boolean>;
  /** Claims a FALLBACK_DUE notification without a holder. False: it has changed, read it again. */
  takeFallback(found: Progress, owner: string): Promise<boolean>;
  /** FALLBACK_UNCERTAIN with these attempts -> FALLBACK_DUE, held by the owner. False: as above. */
  takeFallbackAgain(found: Progress, owner: string): Promise<boolean>;
  /** FALLBACK_DUE -> FALLBACK_CALLING. False: the hold was lost, and nothing may be sent. */
  startFallback(notificationId: string, owner: string): Promise<boolean>;
  /** The owner's fallback went out. */
  markFallbackSent(notificationId: string, owner: string, messageId: string): Promise<boolean>;
  /** SES refused the owner's fallback: FALLBACK_DUE again, without a holder. */
  releaseFallback(notificationId: string, owner: string, reason: string): Promise<boolean>;
  /** FALLBACK_CALLING -> FALLBACK_UNCERTAIN, by its owner or, after its hold has ended, by another. */
  markFallbackUncertain(notificationId: string, owner: string, by: "owner" | "other"): Promise<boolean>;
}

/** Outcome of calling the webhook. */
export type WebhookOutcome =
  | { readonly kind: "accepted" }
  /** It does not have the notification. */
  | { readonly kind: "refused"; readonly reason: string; readonly detail: string }
  /** It is unknown whether the webhook accepted it. */
  | { readonly kind: "unknown"; readonly reason: string; readonly detail: string };

/** The chat room. */
export interface Webhook {
  /** Never throws: an unknown result is an outcome too. */
  post(message: PublishedMessage, content: Notification): Promise<WebhookOutcome>;
}

/** Content of the fallback email. */
export interface FallbackEmail {
  readonly message: PublishedMessage;
  /** Undefined when the message could not be parsed. */
  readonly content: Notification | undefined;
  readonly failure: DeliveryFailure;
  readonly attempt: number;
}

/** SES. */
export interface FallbackMailer {
  /** Never throws. */
  send(fallbackEmail: FallbackEmail): Promise<SendOutcome>;
}
