import type { QueuedMessage } from "../../ops/queues/peek";
import { byField, textOf } from "../../ops/stack/tables";
import type { CheckContext } from "./checks/check";
import { expectedEmails } from "./checks/confirmations";
import { onPurpose } from "./evidence/queues";
import { shipmentsIn } from "./evidence/shipments";
import type { Journal } from "./journal";

/** Counts of one pipeline, from the emulator. */
export interface Figures {
  readonly sent: number;
  readonly seen: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly deadLettered: number;
  /** Those of them that the traffic did not cause on purpose. */
  readonly astray: number;
  readonly seconds: number;
}

/** Orders: placed against stored. */
export async function orderFigures({ traffic, evidence }: CheckContext): Promise<Figures> {
  const stored = await evidence.orders();
  const ids = new Set(traffic.journal.placed.map(({ order }) => order.orderId));
  const seen = [...ids].filter((id) => stored.has(id));
  const { publisherFailureQueueUrl, auditorFailureQueueUrl } = traffic.outputs.orders;
  const dead = await deadLettersIn({ traffic, evidence }, [publisherFailureQueueUrl, auditorFailureQueueUrl]);
  const times = [...stored.values()]
    .map((row) => textOf(row, "createdAt"))
    .concat((await evidence.audit()).map((entry) => textOf(entry, "at")));
  return {
    sent: ids.size,
    seen: seen.length,
    lost: ids.size - seen.length,
    duplicated: traffic.stack.target.bundled ? Math.max(0, stored.size - ids.size) : 0,
    ...counted(dead, traffic.journal),
    seconds: span(times),
  };
}

/** Confirmations: requested, delivered, bounced, suppressed and so on; duplicates are second emails. */
export async function confirmationFigures(context: CheckContext): Promise<Figures> {
  const { traffic, evidence } = context;
  const { deadLetterQueueUrl, feedbackDeadLetterQueueUrl } = traffic.outputs.confirmations;
  const expected = expectedEmails(traffic);
  const deliveries = await evidence.deliveries();
  const dead = await deadLettersIn(context, [deadLetterQueueUrl, feedbackDeadLetterQueueUrl]);
  const unfinished = ["", "PENDING", "SENDING", "FAILED"];
  const [open, seen] = split(expected, ({ orderId }) => unfinished.includes(textOf(deliveries.get(orderId), "status")));
  const emails = traffic.stack.target.inspectable
    ? [...(await evidence.emailsByOrder())].filter(([id]) => id !== "unknown")
    : [];
  const times = expected.flatMap(({ orderId }) => {
    const delivery = deliveries.get(orderId);
    return [textOf(delivery, "createdAt"), textOf(delivery, "updatedAt")];
  });
  return {
    sent: expected.length,
    seen: seen.length,
    lost: open.filter(({ orderId }) => !isIn(dead, orderId)).length,
    duplicated: emails.reduce((sum, [, found]) => sum + Math.max(0, found.length - 1), 0),
    ...counted(dead, traffic.journal),
    seconds: span(times),
  };
}

/** Shipments: carriers' events, each once, against histories and dead letters; duplicates are second items or dead letters. */
export async function shipmentFigures(context: CheckContext): Promise<Figures> {
  const { traffic, evidence } = context;
  const { carriers } = traffic.journal;
  const stored = shipmentsIn(await evidence.shipments());
  const planned = carriers.flatMap(({ shipments }) => shipments);
  const events = planned.map(({ shipmentId, history }) => ({
    all: history.length,
    found: stored.get(shipmentId)?.events ?? [],
  }));
  const dead = await deadLettersIn(context, [traffic.outputs.shipments.deadLetterQueueUrl]);
  // Who cannot look into the dead letters cannot count what ends there.
  const malformed = traffic.stack.target.inspectable ? carriers.flatMap((plan) => plan.malformed) : [];
  const [broken, astray] = split(dead, (deadLetter) => onPurpose(deadLetter, traffic.journal));
  const brokenSeen = malformed.filter(({ correlationId }) => isIn(broken, correlationId)).length;
  const sent = events.reduce((sum, { all }) => sum + all, malformed.length);
  const seen = events.reduce((sum, { all, found }) => sum + Math.min(all, found.length), brokenSeen);
  return {
    sent,
    seen,
    lost: Math.max(0, sent - seen - astray.length),
    duplicated: events.reduce(
      (sum, { all, found }) => sum + Math.max(0, found.length - all),
      broken.length - brokenSeen,
    ),
    ...counted(dead, traffic.journal),
    seconds: span(events.flatMap(({ found }) => found.map((item) => textOf(item, "receivedAt")))),
  };
}

/** The error log: failures that were provoked against those that have an entry. */
export async function monitoringFigures({ traffic, evidence }: CheckContext): Promise<Figures> {
  const entries = await evidence.errors();
  const byCorrelation = byField(entries, "correlationId");
  const { poison, placed, simulated } = traffic.journal;
  const once = [...poison, ...simulated.filter(({ failed }) => failed)];
  const provoked = [
    ...once.map(({ correlationId }) => ({ correlationId, times: 1 })),
    ...placed.flatMap(({ correlationId, throttled: times }) => (times === undefined ? [] : [{ correlationId, times }])),
  ];
  const sent = provoked.reduce((sum, { times }) => sum + times, 0);
  const seen = provoked.reduce(
    (sum, { correlationId, times }) => sum + Math.min(times, byCorrelation.get(correlationId)?.length ?? 0),
    0,
  );
  const extra = once.reduce(
    (sum, { correlationId }) => sum + Math.max(0, (byCorrelation.get(correlationId)?.length ?? 0) - 1),
    0,
  );
  return {
    sent,
    seen,
    lost: sent - seen,
    duplicated: extra,
    deadLettered: 0,
    astray: 0,
    seconds: span(entries.map((entry) => textOf(entry, "timestamp"))),
  };
}

/** Messages of dead-letter queues; none where nobody can look into them. */
export async function deadLettersIn(
  { traffic, evidence }: Pick<CheckContext, "traffic" | "evidence">,
  urls: readonly string[],
): Promise<readonly QueuedMessage[]> {
  if (!traffic.stack.target.inspectable) return [];
  return (await Promise.all(urls.map((url) => evidence.queue(url)))).flat();
}

/** Dead letters, and those of them that the traffic did not cause on purpose. */
export function counted(
  deadLetters: readonly QueuedMessage[],
  journal: Journal,
): Pick<Figures, "deadLettered" | "astray"> {
  return {
    deadLettered: deadLetters.length,
    astray: deadLetters.filter((deadLetter) => !onPurpose(deadLetter, journal)).length,
  };
}

/** Whether a dead letter names an id. */
export function isIn(deadLetters: readonly QueuedMessage[], id: string): boolean {
  return deadLetters.some(({ Body }) => Body.includes(id));
}

/** Those for which it is so, and the others. */
export function split<T>(list: readonly T[], isSo: (element: T) => boolean): [T[], T[]] {
  return [list.filter(isSo), list.filter((element) => !isSo(element))];
}

/** From the first to the last of some times, in seconds. */
export function span(times: readonly string[]): number {
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? 0 : (Math.max(...known) - Math.min(...known)) / 1000;
}
