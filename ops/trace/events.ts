// Items of the tables as events in time. Pure.
import type { StackReader } from "../../cli/stack-trace";
import type { PipelineName } from "../../components/pipelines";
import type { EventRecord } from "../../functions/confirmations/domain/ports";
import { type Item, textOf } from "../stack/tables";
import { maskAddresses } from "../text";

/** Something that happened. */
export interface TraceEvent {
  /** ISO 8601. */
  readonly at: string;
  readonly pipeline: PipelineName;
  readonly what: string;
  /** More, by name; addresses are not masked yet. */
  readonly facts: Readonly<Record<string, string>>;
}

/** The named fields that an item has, as text. */
function facts(item: Item, names: readonly string[]): Record<string, string> {
  const found = names.flatMap((name) => {
    const value = item[name];
    if (value === undefined || value === null || value === "") return [];
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const];
  });
  return Object.fromEntries(found);
}

/** The current order. Its history is in the audit. */
export function orderEvents(item: Item): TraceEvent[] {
  const names = ["orderId", "customerId", "customerEmail", "status", "total", "currency", "version", "correlationId"];
  return [{ at: textOf(item, "updatedAt"), pipeline: "orders", what: "current order", facts: facts(item, names) }];
}

export function auditEvents(item: Item): TraceEvent[] {
  const names = ["orderId", "version", "actor", "actorType", "from", "to", "reason", "correlationId"];
  const what = `order ${textOf(item, "action").toLowerCase().replaceAll("_", " ")}`;
  return [{ at: textOf(item, "at"), pipeline: "orders", what, facts: facts(item, names) }];
}

/** Attributes of a delivery with times, and what happened at each. */
const deliveryMoments = {
  createdAt: "confirmation claimed",
  sentAt: "confirmation handed to SES",
  deliveredAt: "confirmation delivered",
  rejectedAt: "confirmation rejected by SES",
  softBouncedAt: "confirmation bounced for now",
  bouncedAt: "confirmation bounced",
  complainedAt: "customer complained",
} as const satisfies Readonly<Record<"createdAt" | EventRecord["fact"], string>>;

export function deliveryEvents(item: Item): TraceEvent[] {
  const moments = Object.entries(deliveryMoments).flatMap(([field, what]) => {
    const at = textOf(item, field);
    return at === "" ? [] : [{ at, pipeline: "confirmations" as const, what, facts: facts(item, ["orderId"]) }];
  });
  const names = ["orderId", "status", "reason", "attempts", "address", "sesMessageId", "correlationId"];
  const now = { at: textOf(item, "updatedAt"), what: "current delivery", facts: facts(item, names) };
  return [...moments, { pipeline: "confirmations", ...now }];
}

/** An event of a shipment, or its current state. */
export function shipmentEvents(item: Item): TraceEvent[] {
  const state = textOf(item, "sk") === "STATE";
  const names = [
    "shipmentId",
    "orderId",
    "carrier",
    "status",
    "eventStatus",
    "eventId",
    "location",
    "receivedAt",
    "correlationId",
  ];
  return [
    {
      at: textOf(item, state ? "timestamp" : "occurredAt"),
      pipeline: "shipments",
      what: state ? "current shipment" : "shipment event",
      facts: facts(item, names),
    },
  ];
}

export function notificationEvents(item: Item): TraceEvent[] {
  const names = ["notificationId", "subject", "severity", "source", "correlationId"];
  const outcome = [
    "notificationId",
    "status",
    "attempt",
    "channel",
    "errorName",
    "errorMessage",
    "reason",
    "fallbackSentAt",
  ];
  return [
    {
      at: textOf(item, "timestamp"),
      pipeline: "notifications",
      what: "notification received",
      facts: facts(item, names),
    },
    {
      at: textOf(item, "updatedAt"),
      pipeline: "notifications",
      what: "current notification",
      facts: facts(item, outcome),
    },
  ];
}

export function errorEvents(item: Item): TraceEvent[] {
  const names = ["functionName", "errorName", "errorMessage", "stack", "requestId", "correlationId", "errorId"];
  return [{ at: textOf(item, "timestamp"), pipeline: "monitoring", what: "error", facts: facts(item, names) }];
}

/** Sorted by time; at the same time, states come after events, otherwise the order is unchanged. */
export function inOrder(events: readonly TraceEvent[]): TraceEvent[] {
  const rank = ({ what }: TraceEvent) => (what.startsWith("current ") ? 1 : 0);
  return events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b)));
}

/** The times of an event: when it happened, and when it was received. In epoch milliseconds. */
export function momentsOf({ at, facts }: TraceEvent): number[] {
  return [at, facts.receivedAt ?? ""].map((text) => Date.parse(text)).filter((time) => !Number.isNaN(time));
}

/** The event with the source position of its error, in place of the function's stack trace. */
export function withSourceLine(event: TraceEvent, stacks: StackReader): TraceEvent {
  const { stack, ...facts } = event.facts;
  if (stack === undefined) return event;
  const { place } = stacks.read(stack);
  return { ...event, facts: { ...facts, ...(place !== undefined && { place }) } };
}

/** The event without email addresses. SES's ids stay, although they may look like addresses. */
export function withoutAddresses(event: TraceEvent): TraceEvent {
  const entries = Object.entries(event.facts).map(
    ([name, value]) => [name, name === "sesMessageId" ? value : maskAddresses(value)] as const,
  );
  return { ...event, facts: Object.fromEntries(entries) };
}
