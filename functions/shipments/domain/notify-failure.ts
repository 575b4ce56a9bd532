// "Shipment Processing Failed": notified once for each event that fails, however often it is received.
import { createHash } from "node:crypto";
import type { Notification } from "../../contracts/notification";
import { asError, PermanentError } from "../../shared/errors";
import type { MetricsRecorder } from "../../shared/metrics";
import type { MessageFailure } from "../../shared/queue-failure";
import { type EventTraces, tracesOf } from "../event-traces";

/** The notification of a failure. */
export interface FailureNotification extends Notification {
  readonly subject: "Shipment Processing Failed";
  readonly severity: "critical";
  readonly source: "shipments";
  readonly details: { readonly eventId: string; readonly shipmentId: string; readonly error: string };
  readonly correlationId: string;
  /** The same each time that this failure is published. */
  readonly deduplicationKey: string;
}

/** A failed event, as one of its messages shows it. */
export interface FailureNotice {
  /** The event: the same for all of its messages. */
  readonly key: string;
  /** The message that failed. */
  readonly messageId: string;
  /** The bus's event id: the same for a message that was redriven, another one when the carrier sends the event again. */
  readonly origin: string;
  /** Digest of the carrier's event. */
  readonly digest: string;
}

/** Whether this receive has to notify; if not, which message failed first. */
export type FailureNoticeClaim =
  | { readonly taken: true }
  | { readonly taken: false; readonly first: Pick<FailureNotice, "origin" | "digest"> };

/** Records which failures were notified. Both methods may throw. */
export interface FailureNoticeStore {
  /**
   * Claims the notice, unless it is notified already or another message has claimed it. An earlier receive of the same message has ended,
   * so its claim is taken over at once; another message's claim, after its lease.
   */
  claim(failureNotice: FailureNotice, now: Date): Promise<FailureNoticeClaim>;
  /** The failure was notified. */
  settle(failureNotice: FailureNotice, now: Date): Promise<void>;
}

export interface NotifyFailureDependencies {
  readonly failureNotices: FailureNoticeStore;
  /** Publishes to the notifications topic; undefined when the stack has none, and only alarms report the failure. */
  readonly publish: ((notification: FailureNotification) => Promise<void>) | undefined;
  readonly metrics: MetricsRecorder;
  readonly now: () => Date;
  /** Called when a claim could not be read or written. */
  readonly onProblem: (message: string, correlationId: string, error: unknown) => void;
}

export type NotifyFailure = (failure: MessageFailure) => Promise<"proceed" | "drop">;

/**
 * Creates the use case: claim, publish, settle.
 *
 * A receive that ends before it publishes leaves a claim that the message's next receive takes over; one that ends after it has settled
 * leaves nothing to do. A receive that ends within the milliseconds between the two publishes twice, because a failure that is not
 * reported would be worse. Both messages carry the same key, so they are one notification, which is delivered once. While the table itself
 * is down there are no claims, and the first receive notifies.
 *
 * @throws the error of publishing: the message must be retried, or the failure would not be reported
 */
export function createNotifyFailure(deps: NotifyFailureDependencies): NotifyFailure {
  const notify = async (failure: MessageFailure, traces: EventTraces, failureNotice: FailureNotice) => {
    if (deps.publish === undefined) return;
    await deps.publish(notificationOf(failure, traces, failureNotice));
    deps.metrics.count("shipmentFailuresNotified");
  };
  return async (failure) => {
    const { correlationId, receiveCount } = failure.context;
    const traces = tracesOf(failure.body);
    const failureNotice = noticeOf(failure, traces);
    let claim: FailureNoticeClaim;
    try {
      claim = await deps.failureNotices.claim(failureNotice, deps.now());
    } catch (error) {
      deps.onProblem("a failure could not be claimed", correlationId, error);
      if (receiveCount === 1) await notify(failure, traces, failureNotice);
      return "proceed";
    }
    if (!claim.taken) return isTwin(failure, failureNotice, claim.first, deps.metrics) ? "drop" : "proceed";
    await notify(failure, traces, failureNotice);
    try {
      await deps.failureNotices.settle(failureNotice, deps.now());
    } catch (error) {
      deps.onProblem("a failure is notified but not settled", correlationId, error);
    }
    return "proceed";
  };
}

/**
 * Whether the carrier has sent an event twice that can never be processed. The first copy is in the dead letters or on its way there, and
 * one is enough. A message that was redriven from there has the same origin, and returns to the dead letters.
 */
function isTwin(
  { error }: MessageFailure,
  { origin, digest }: FailureNotice,
  first: Pick<FailureNotice, "origin" | "digest">,
  metrics: MetricsRecorder,
): boolean {
  if (!(error instanceof PermanentError) || first.origin === origin || first.digest !== digest) return false;
  metrics.count("shipmentEventsRepeated");
  return true;
}

function noticeOf({ body, context: { messageId } }: MessageFailure, traces: EventTraces): FailureNotice {
  const { envelopeId, eventId, shipmentId, source } = traces;
  const origin = envelopeId ?? messageId;
  const key = eventId === undefined ? `MESSAGE#${origin}` : `EVENT#${source ?? ""}#${shipmentId ?? ""}#${eventId}`;
  return { key, messageId, origin, digest: digestOfBody(body) };
}

/** Leaves out what the bus adds, which differs each time. */
function digestOfBody(body: unknown): string {
  const said: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "detail") : body;
  return createHash("sha256")
    .update(JSON.stringify(said) ?? "")
    .digest("hex");
}

function notificationOf(
  { error: thrown, context, redactor }: MessageFailure,
  traces: EventTraces,
  { key }: FailureNotice,
): FailureNotification {
  const { name, message } = asError(thrown);
  const eventId = traces.eventId ?? traces.envelopeId ?? context.messageId;
  const shipmentId = traces.shipmentId ?? "unknown";
  const error = redactor.text(
    thrown instanceof PermanentError ? `${thrown.reason}: ${message}` : `${name}: ${message}`,
    500,
  );
  return {
    subject: "Shipment Processing Failed",
    severity: "critical",
    source: "shipments",
    message: `The event ${eventId} of the shipment ${shipmentId} failed: ${error}`,
    details: { eventId, shipmentId, error },
    correlationId: context.correlationId,
    // A digest, for a key of shipment and event could be longer than one may be.
    deduplicationKey: createHash("sha256").update(key).digest("hex"),
  };
}
