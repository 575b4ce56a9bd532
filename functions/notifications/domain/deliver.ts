// Delivers one notification, at most once by each channel, whatever fails between any two steps. See `progress.ts` for the rules.

import type { Notification } from "../../contracts/notification";
import { PermanentError, RetryableError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import { DeliveryError, failureOf, uncertain } from "./failures";
import type { FallbackMailer, NotificationStore, Webhook } from "./ports";
import { type DeliveryFailure, decide, type Progress } from "./progress";
import type { PublishedMessage } from "./published-message";

/** What delivering needs. */
export interface DeliverDependencies {
  readonly notifications: NotificationStore;
  /** Undefined when none is configured: then SNS's own emails to the topic's subscribers are the channel. */
  readonly webhook: Webhook | undefined;
  readonly fallback: FallbackMailer;
  readonly metrics: Pick<MetricsRecorder, "count">;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
  /** A new token, unique for all time. */
  readonly newOwner: () => string;
}

/** How a message ended that needs nothing more. `failure`: the channel failed at this attempt, and the fallback took over. */
export type Delivered =
  | { readonly kind: "delivered" | "duplicate" }
  | { readonly kind: "fallback"; readonly failure: DeliveryFailure | undefined };

/** The parsed body, or what is wrong with it. */
export type Content = Notification | DeliveryError;

/** One call for a notification. */
export interface Asked {
  readonly message: PublishedMessage;
  readonly content: Content;
  /**
   * Set when an operator permits one more fallback although an earlier one may have been sent: the number of attempts that the notification
   * had when the operator checked.
   */
  readonly resendPermit: number | undefined;
}

/**
 * Delivers one notification.
 *
 * @param onFailure called once for each notification whose channel failed, before the fallback begins
 * @throws {RetryableError} retry later: another attempt owns the notification, or SES refused the fallback
 * @throws {PermanentError} `FALLBACK_UNCERTAIN`: it is unknown whether the fallback was sent, and an operator must check
 */
export type Deliver = (asked: Asked, onFailure: (error: Error) => Promise<void>) => Promise<Delivered>;

/** How often a notification that another attempt keeps changing is read before this attempt gives up. */
const maxLooks = 4;

/** A notification that this attempt owns, and the next step. */
type Taken =
  | { readonly step: "deliver"; readonly attempt: number }
  | {
      readonly step: "fall-back";
      readonly attempt: number;
      readonly failure: DeliveryFailure;
      readonly fresh: DeliveryError | undefined;
    };

/** Wires `Deliver`. */
export function createDeliver(deps: DeliverDependencies): Deliver {
  return async ({ message, content, resendPermit }, onFailure) => {
    const owner = deps.newOwner();
    const readable = content instanceof DeliveryError ? undefined : content;
    const taken = await take(deps, { message, content, resendPermit }, owner);
    if (taken === undefined) return { kind: "duplicate" };
    if (taken.step === "fall-back") {
      if (taken.fresh !== undefined) await failed(deps, taken.fresh, onFailure);
      await fallBack(deps, message, readable, owner, taken);
      return { kind: "fallback", failure: taken.failure };
    }
    const error = content instanceof DeliveryError ? content : await callChannel(deps, message, content, owner);
    if (error === undefined) return { kind: "delivered" };
    const failure = failureOf(error);
    if (!(await deps.notifications.markFailed(message.notificationId, owner, failure))) throw contended(message);
    await failed(deps, error, onFailure);
    await fallBack(deps, message, readable, owner, { attempt: taken.attempt, failure });
    return { kind: "fallback", failure };
  };
}

/** Claims the notification. Undefined: it was delivered already. */
async function take(
  deps: DeliverDependencies,
  { message, content, resendPermit }: Asked,
  owner: string,
): Promise<Taken | undefined> {
  const { notifications } = deps;
  const readable = content instanceof DeliveryError ? undefined : content;
  for (let look = 0; look < maxLooks; look++) {
    const result = await notifications.claim(message, readable, owner);
    if (result.taken) return { step: "deliver", attempt: result.attempt };
    const { found } = result;
    if (found.leaseOwner === owner && found.failure !== undefined) {
      // This attempt's own write: the table's answer was lost, and the SDK's retry found the item already written.
      return { step: "fall-back", attempt: found.attempt, failure: found.failure, fresh: undefined };
    }
    const decision = decide(found, deps.now(), resendPermit);
    switch (decision.kind) {
      case "done":
        return undefined;
      case "busy":
        throw new RetryableError(`another attempt holds notification ${found.notificationId}`, { code: "IN_PROGRESS" });
      case "declare-uncertain": {
        const fresh = uncertain("its attempt ended before the webhook's answer was noted");
        if (!(await notifications.takeUncertain(found, owner, failureOf(fresh)))) break;
        return fallBackOn(found, failureOf(fresh), fresh);
      }
      case "fall-back":
        if (!(await notifications.takeFallback(found, owner))) break;
        return fallBackOn(found, found.failure ?? failureOf(uncertain("its failure was not stored")), undefined);
      case "declare-fallback-uncertain":
        if (!(await notifications.markFallbackUncertain(found.notificationId, found.leaseOwner, "other"))) break;
        deps.metrics.count("fallbacksFailed");
        // With an operator's permit the next iteration takes it.
        if (resendPermit === found.attempt) break;
        throw fallbackUncertain(found.notificationId);
      case "fall-back-again":
        if (!(await notifications.takeFallbackAgain(found, owner))) break;
        return fallBackOn(found, found.failure ?? failureOf(uncertain("its failure was not stored")), undefined);
      case "fallback-uncertain":
        throw fallbackUncertain(found.notificationId);
      case "claim":
        // The hold ended between the write and the read.
        break;
    }
  }
  throw contended(message);
}

function fallBackOn(found: Progress, failure: DeliveryFailure, fresh: DeliveryError | undefined): Taken {
  return { step: "fall-back", attempt: found.attempt + 1, failure, fresh };
}

/** Sends the notification to its channel. Undefined: the channel accepted it, and that is recorded. */
async function callChannel(
  deps: DeliverDependencies,
  message: PublishedMessage,
  content: Notification,
  owner: string,
): Promise<DeliveryError | undefined> {
  const { notificationId, publishedAt } = message;
  if (deps.webhook !== undefined) {
    if (!(await deps.notifications.startCall(notificationId, owner))) throw contended(message);
    const outcome = await deps.webhook.post(message, content);
    if (outcome.kind === "unknown") return uncertain(outcome.detail, outcome.reason);
    if (outcome.kind === "refused") return new DeliveryError(outcome.reason, outcome.detail);
  }
  const latencyMs = Math.max(0, deps.now() - publishedAt);
  const channel = deps.webhook === undefined ? "email" : "webhook";
  if (!(await deps.notifications.markDelivered(notificationId, owner, { channel, latencyMs })))
    throw contended(message);
  deps.metrics.count("notificationsDelivered");
  deps.metrics.count("notificationLatency", latencyMs);
  return undefined;
}

/** Once for each notification, by the write that noted the failure. */
async function failed(
  deps: DeliverDependencies,
  error: DeliveryError,
  onFailure: (error: Error) => Promise<void>,
): Promise<void> {
  deps.metrics.count("notificationsFailed");
  await onFailure(error);
}

/** From the recorded failure to recording SES's answer. */
async function fallBack(
  deps: DeliverDependencies,
  message: PublishedMessage,
  content: Notification | undefined,
  owner: string,
  { failure, attempt }: { readonly failure: DeliveryFailure; readonly attempt: number },
): Promise<void> {
  const { notificationId } = message;
  if (!(await deps.notifications.startFallback(notificationId, owner))) throw contended(message);
  const outcome = await deps.fallback.send({ message, content, failure, attempt });
  if (outcome.kind === "accepted") {
    // If this write fails, the stage stays FALLBACK_CALLING and becomes uncertain: that is reported, and nothing is sent again.
    await deps.notifications.markFallbackSent(notificationId, owner, outcome.messageId);
    deps.metrics.count("fallbacksSent");
    return;
  }
  deps.metrics.count("fallbacksFailed");
  if (outcome.kind === "unknown") {
    await deps.notifications.markFallbackUncertain(notificationId, owner, "owner");
    throw fallbackUncertain(notificationId, outcome.detail);
  }
  await deps.notifications.releaseFallback(notificationId, owner, outcome.reason);
  throw new RetryableError(`SES refused the fallback of notification ${notificationId}: ${outcome.detail}`, {
    code: outcome.reason,
  });
}

function fallbackUncertain(notificationId: string, detail = "its attempt ended before SES's answer was noted") {
  return new PermanentError(
    "FALLBACK_UNCERTAIN",
    `nobody knows whether the fallback of notification ${notificationId} went out: ${detail}`,
  );
}

function contended({ notificationId }: PublishedMessage): RetryableError {
  return new RetryableError(`notification ${notificationId} is contended`, { code: "CONTENDED" });
}
