// An entrance of the shop in a run: its valid and invalid messages, and what must be true afterwards.
import type { Check } from "../traffic/checks/check";
import type { OutgoingMessage } from "../traffic/send";
import type { Traffic } from "../traffic/traffic";
import type { PoisonBody, PoisonMaker } from "./bodies";
import type { Watched } from "./watch";

/** Number of messages in one round. */
export interface Amount {
  /** Shipments come by seven events each: there it is the next multiple of seven. */
  readonly good: number;
  readonly bad: number;
}

/** A round that is ready to be sent, and noted in the journal. */
export interface Round {
  /** Sends valid and invalid ones, mixed. */
  send(): Promise<void>;
  /** The valid ones, as they appear in a table when they are processed. */
  readonly watched: Watched;
  /** Correlation ids of the invalid ones. */
  readonly bad: readonly string[];
}

/** A topic, bus or queue. */
export interface Entrance {
  readonly pipeline: "confirmations" | "feedback" | "shipments" | "notifications";
  /** Checks after every round. */
  readonly checks: readonly Check[];
  prepare(traffic: Traffic, amount: Amount, maker: PoisonMaker): Promise<Round>;
}

/** Sends messages into one topic or queue. */
export type SendMessages = (traffic: Traffic, messages: readonly OutgoingMessage[]) => Promise<unknown>;

/** Sends valid and invalid ones at the same time, as from two senders: the upload of the one does not delay the other. */
export async function sendTogether(
  send: SendMessages,
  traffic: Traffic,
  good: readonly OutgoingMessage[],
  bad: readonly OutgoingMessage[],
): Promise<void> {
  await Promise.all([send(traffic, good), send(traffic, bad)]);
}

/** Fields without which a message cannot be used, by the kind of message. */
export const neededFields = {
  confirmations: ["type", "orderId", "customerId", "customerEmail", "currency", "total", "items", "placedAt"],
  feedback: ["eventType", "mail", "mail.timestamp", "mail.messageId", "delivery", "delivery.timestamp"],
  shipments: ["eventId", "shipmentId", "orderId", "carrier", "status", "occurredAt"],
  notifications: ["subject", "message", "severity", "source"],
} as const;

/** An invalid body; the last of `count` is not JSON at all, which only a bus rejects. */
export function poisonText(
  maker: PoisonMaker,
  good: object,
  fields: readonly [string, ...string[]],
  index: number,
  count: number,
): PoisonBody & { readonly reason: string } {
  const whole = maker.poison(good, fields, index);
  if (index + 1 !== count) return { ...whole, reason: "INVALID_MESSAGE" };
  return { what: `${whole.what}, torn`, body: whole.body.slice(0, -1), reason: "INVALID_JSON" };
}

export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
