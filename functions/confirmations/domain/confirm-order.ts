// Sends the confirmation of one order at most once, whatever happens between any two steps. See `delivery.ts` for the rules.

import type { OrderConfirmationRequested } from "../../contracts/order-confirmation";
import { PermanentError, RetryableError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import type { SendOutcome } from "../../shared/ses-outcome";
import { renderConfirmation } from "../email/render";
import type { Shop } from "../email/view";
import { addressKey } from "./address";
import { decide } from "./delivery";
import type { ClaimRequest, ClaimResult, DeliveryStore, Mailer, RenderedEmail, SuppressionStore } from "./ports";

/** What sending needs. */
export interface ConfirmOrderDependencies {
  readonly deliveries: DeliveryStore;
  readonly suppressions: SuppressionStore;
  readonly mailer: Mailer;
  readonly metrics: Pick<MetricsRecorder, "count">;
  /** Shop's name in the email. */
  readonly shop: Shop;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
  /** A new token, unique for all time. */
  readonly newOwner: () => string;
  /** Seconds until the next check for evidence, by receive count. Not jittered down to 0, because SES's events take some time to arrive. */
  readonly evidenceDelaySeconds: (receiveCount: number) => number;
}

/** Metadata of this receive. */
export interface Receive {
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  /** True when the queue will not deliver the message again. */
  readonly lastReceive: boolean;
  /** See `Attempt.messageId`. */
  readonly messageId: string;
  /** See `Attempt.redriven`. */
  readonly redriven: boolean;
  /** See `Attempt.resendPermit`. */
  readonly resendPermit: number | undefined;
}

/** How a message ended that needs nothing more. */
export type Confirmed = "sent" | "suppressed" | "duplicate";

/** How often a delivery that another attempt keeps changing is read before the message is returned to the queue. */
const maxLooks = 4;

/**
 * Sends one confirmation.
 *
 * @returns the outcome; the message needs no further processing
 * @throws {RetryableError} retry later: another attempt owns the delivery, SES refused for now, or SES's events are awaited
 * @throws {PermanentError} move to the dead letters with this reason: SES refused for good, or `UNCERTAIN`
 */
export type ConfirmOrder = (message: OrderConfirmationRequested, receive: Receive) => Promise<Confirmed>;

/** Wires `ConfirmOrder`. */
export function createConfirmOrder(deps: ConfirmOrderDependencies): ConfirmOrder {
  const confirm = confirmOnce(deps);
  return async (message, receive) => {
    try {
      return await confirm(message, receive);
    } catch (error) {
      if (!receive.lastReceive || error instanceof PermanentError) throw error;
      return await concludeByState(deps, message.orderId, error);
    }
  };
}

/**
 * Outcome of a message whose last receive failed. It depends on the state of the delivery, not on the last error: after a call to SES
 * without an answer the delivery is uncertain, whatever failed later.
 *
 * @throws the last error, when the delivery cannot be read or has no state that decides
 */
async function concludeByState(deps: ConfirmOrderDependencies, orderId: string, error: unknown): Promise<Confirmed> {
  const found = await deps.deliveries.find(orderId).catch(() => undefined);
  switch (found?.status) {
    case "SENT":
    case "DELIVERED":
    case "BOUNCED":
    case "COMPLAINED":
      return "duplicate";
    case "SENDING": {
      if (found.leaseUntil > deps.now()) throw error;
      const marked = await deps.deliveries.markUncertain(orderId, found.leaseOwner ?? "", "other").catch(() => false);
      if (!marked) throw error;
      deps.metrics.count("emailsUncertain");
      throw uncertain(orderId, error);
    }
    case "UNCERTAIN":
      throw uncertain(orderId, error);
    default:
      throw error;
  }
}

function confirmOnce(deps: ConfirmOrderDependencies): ConfirmOrder {
  return async (message, receive) => {
    // Rendered before the claim: rendering is pure, and a message that cannot be rendered must not leave a claim.
    const email = renderConfirmation(message, deps.shop);
    const request: ClaimRequest = {
      orderId: message.orderId,
      address: addressKey(message.customerEmail),
      correlationId: message.correlationId,
      owner: deps.newOwner(),
      messageId: receive.messageId,
      redriven: receive.redriven,
      resendPermit: receive.resendPermit,
    };
    const suppressed = await deps.suppressions.isSuppressed(request.address);
    const take = suppressed ? deps.deliveries.suppress : deps.deliveries.claim;
    if (!(await takeDelivery(deps, request, receive, () => take(request)))) return "duplicate";
    if (suppressed) {
      deps.metrics.count("emailsSuppressed");
      return "suppressed";
    }
    return sendOnce(deps, request, receive, email, message.customerEmail);
  };
}

/** Claims the delivery. True: this attempt owns it. False: the order's email has been sent. */
async function takeDelivery(
  deps: ConfirmOrderDependencies,
  request: ClaimRequest,
  receive: Receive,
  take: () => Promise<ClaimResult>,
): Promise<boolean> {
  for (let look = 0; look < maxLooks; look++) {
    const result = await take();
    if (result.taken) return true;
    const now = deps.now();
    const decision = decide(result.found, { owner: request.owner, now, ...receive });
    switch (decision.kind) {
      case "own":
        return true;
      case "done":
        return false;
      case "wait":
        throw new RetryableError(`another attempt holds order ${request.orderId}`, {
          code: "IN_PROGRESS",
          delaySeconds: Math.max(1, Math.ceil((decision.until - now) / 1000)),
        });
      case "await-evidence":
        throw new RetryableError(`the email of order ${request.orderId} may have gone out: waiting for SES's event`, {
          code: "AWAITING_EVIDENCE",
          delaySeconds: deps.evidenceDelaySeconds(receive.receiveCount),
        });
      case "declare-uncertain":
        if (!(await deps.deliveries.markUncertain(request.orderId, decision.owner, "other"))) break;
        deps.metrics.count("emailsUncertain");
        // With an operator's permit the next iteration claims it.
        if (receive.resendPermit === result.found.attempts) break;
        throw uncertain(request.orderId);
      case "uncertain":
        throw uncertain(request.orderId);
      case "failed-before":
        throw new PermanentError(
          decision.reason,
          `SES has refused the email of order ${request.orderId} before, for another message`,
        );
      case "claim":
        // The claim ended between the write and the read.
        break;
    }
  }
  throw new RetryableError(`order ${request.orderId} is contended`, { code: "CONTENDED" });
}

/** From the claim to recording SES's answer. */
async function sendOnce(
  deps: ConfirmOrderDependencies,
  request: ClaimRequest,
  receive: Receive,
  email: RenderedEmail,
  address: string,
): Promise<Confirmed> {
  const { orderId, owner, correlationId } = request;
  if (!(await startSending(deps, orderId, owner))) {
    throw new RetryableError(`the claim on order ${orderId} was lost before sending`, { code: "CONTENDED" });
  }
  const outcome = await deps.mailer.send(email, { address, orderId, correlationId });
  switch (outcome.kind) {
    case "accepted":
      // If this write fails, the delivery stays SENDING and SES's event closes it; the redelivered message then finds it done.
      if ((await deps.deliveries.markSent(orderId, outcome.messageId)) === "marked") deps.metrics.count("emailsSent");
      return "sent";
    case "unknown":
      return unclear(deps, request, receive, outcome);
    case "refused":
      return refused(deps, request, receive, outcome);
  }
}

/** The last write before the call to SES. If its answer is lost, nothing was sent yet, and the delivery is released at once. */
async function startSending(deps: ConfirmOrderDependencies, orderId: string, owner: string): Promise<boolean> {
  try {
    return await deps.deliveries.startSending(orderId, owner);
  } catch (error) {
    // If this fails too, the delivery may stay SENDING although nothing was sent: it then becomes UNCERTAIN, and no second email is sent.
    await deps.deliveries.release(orderId, owner, "NOT_STARTED").catch(() => false);
    throw error;
  }
}

/** SES may have the email: the delivery stays SENDING until an event of SES decides, or the receives are used up. */
async function unclear(
  deps: ConfirmOrderDependencies,
  request: ClaimRequest,
  receive: Receive,
  { reason, detail }: Extract<SendOutcome, { kind: "unknown" }>,
): Promise<Confirmed> {
  const { orderId, owner } = request;
  const text = `no clear answer from SES for order ${orderId}: ${detail}`;
  if (receive.lastReceive) {
    if (await deps.deliveries.markUncertain(orderId, owner, "owner")) {
      deps.metrics.count("emailsUncertain");
      throw new PermanentError("UNCERTAIN", text);
    }
    // SES's event was recorded before SES's answer, and the delivery has its result. Nothing more is sent, so no permit is used up.
    const unpermitted = { ...request, resendPermit: undefined };
    const look = () => deps.deliveries.claim(unpermitted);
    if (!(await takeDelivery(deps, unpermitted, { ...receive, resendPermit: undefined }, look))) return "sent";
  }
  throw new RetryableError(text, { code: reason, delaySeconds: deps.evidenceDelaySeconds(receive.receiveCount) });
}

/** SES refused the email: release the delivery, or mark it as failed. */
async function refused(
  deps: ConfirmOrderDependencies,
  { orderId, owner }: ClaimRequest,
  receive: Receive,
  { transient, reason, detail }: Extract<SendOutcome, { kind: "refused" }>,
): Promise<never> {
  const text = `SES refused the email of order ${orderId}: ${detail}`;
  if (transient && !receive.lastReceive) {
    await deps.deliveries.release(orderId, owner, reason);
    throw new RetryableError(text, { code: reason });
  }
  let cause: unknown;
  try {
    if (await deps.deliveries.markFailed(orderId, owner, reason)) deps.metrics.count("emailsFailed", 1, { reason });
  } catch (error) {
    // Only this attempt knows why SES refused, so the message goes to the dead letters with that reason and is not retried.
    cause = error;
  }
  throw new PermanentError(reason, text, cause === undefined ? {} : { cause });
}

function uncertain(orderId: string, cause?: unknown): PermanentError {
  const options = cause === undefined ? {} : { cause };
  return new PermanentError("UNCERTAIN", `nobody knows whether the email of order ${orderId} went out`, options);
}
