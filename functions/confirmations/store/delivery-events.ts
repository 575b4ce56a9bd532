// Writes an SES event to its delivery, by two conditional updates of which at most one succeeds.
import { evidence } from "../domain/delivery";
import type { EventRecord, RecordedEvent } from "../domain/ports";

/** One conditional update. */
export interface Change {
  readonly condition: string;
  readonly update: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The event proves more than was known. */
export function advance(event: EventRecord, stamp: Readonly<Record<string, unknown>>): Change {
  const { status, reason } = event.proves;
  return {
    condition: "attribute_exists(orderId) AND evidence < :level AND NOT contains(seenEvents, :key)",
    update:
      `SET #status = :status, evidence = :level, sesMessageId = if_not_exists(sesMessageId, :messageId), ${fact(event)}` +
      `${reason === undefined ? "" : ", reason = :reason"} ADD seenEvents :keys${reason === undefined ? " REMOVE reason" : ""}`,
    values: {
      ...keep(event, stamp),
      ":status": status,
      ":messageId": event.messageId,
      ...(reason === undefined ? {} : { ":reason": reason }),
    },
  };
}

/** Equal or stronger evidence was recorded before: the event's time is stored without a change of status. */
export function note(event: EventRecord, stamp: Readonly<Record<string, unknown>>): Change {
  return {
    condition: "attribute_exists(orderId) AND evidence >= :level AND NOT contains(seenEvents, :key)",
    update: `SET ${fact(event)} ADD seenEvents :keys`,
    values: keep(event, stamp),
  };
}

/** Written with every event; the first event of a kind sets the time. */
function fact(event: EventRecord): string {
  return `${event.fact} = if_not_exists(${event.fact}, :happened), updatedAt = :at, expiresAt = :expires`;
}

function keep(event: EventRecord, stamp: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    ...stamp,
    ":level": event.proves.level,
    ":key": event.key,
    ":keys": new Set([event.key]),
    ":happened": event.at,
  };
}

/** The result of an event, from the item as it was before. */
export function recorded(outcome: RecordedEvent["outcome"], old: Record<string, unknown> | undefined): RecordedEvent {
  const { correlationId, address } = old ?? {};
  return {
    outcome,
    firstProof: outcome === "advanced" && old?.evidence === evidence.nothing,
    ...(typeof correlationId === "string" ? { correlationId } : {}),
    ...(typeof address === "string" ? { address } : {}),
  };
}
