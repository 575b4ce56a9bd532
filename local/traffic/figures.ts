import type { CheckContext } from "./checks/check";
import { expectedMails } from "./checks/confirmations";
import { byField, textOf } from "./evidence/tables";

/** What went through a pipeline, counted in the emulator. */
export interface Figures {
  readonly sent: number;
  readonly seen: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly deadLettered: number;
  readonly seconds: number;
}

/** Orders: placed against stored. */
export async function orderFigures({ traffic, evidence }: CheckContext): Promise<Figures> {
  const stored = await evidence.orders();
  const ids = new Set(traffic.journal.placed.map(({ order }) => order.orderId));
  const seen = [...ids].filter((id) => stored.has(id));
  const { publisherFailureQueueUrl, auditorFailureQueueUrl } = traffic.outputs.orders;
  const dead = await count([publisherFailureQueueUrl, auditorFailureQueueUrl], { traffic, evidence });
  const times = [...stored.values()]
    .map((row) => textOf(row, "createdAt"))
    .concat((await evidence.audit()).map((entry) => textOf(entry, "at")));
  return {
    sent: ids.size,
    seen: seen.length,
    lost: ids.size - seen.length,
    duplicated: traffic.stack.place.bundled ? Math.max(0, stored.size - ids.size) : 0,
    deadLettered: dead,
    seconds: span(times),
  };
}

/** Confirmations: asked for against delivered, bounced, suppressed and so on; duplicates are second mails. */
export async function confirmationFigures(context: CheckContext): Promise<Figures> {
  const { traffic, evidence } = context;
  const { deadLetterQueueUrl, feedbackDeadLetterQueueUrl } = traffic.outputs.confirmations;
  const expected = expectedMails(traffic);
  const deliveries = await evidence.deliveries();
  const unfinished = ["", "PENDING", "SENDING"];
  const seen = expected.filter(({ orderId }) => !unfinished.includes(textOf(deliveries.get(orderId), "status")));
  const mails = traffic.stack.place.inspectable
    ? [...(await evidence.mailsByOrder())].filter(([id]) => id !== "unknown")
    : [];
  const times = expected.flatMap(({ orderId }) => {
    const delivery = deliveries.get(orderId);
    return [textOf(delivery, "createdAt"), textOf(delivery, "updatedAt")];
  });
  return {
    sent: expected.length,
    seen: seen.length,
    lost: expected.length - seen.length,
    duplicated: mails.reduce((sum, [, found]) => sum + Math.max(0, found.length - 1), 0),
    deadLettered: await count([deadLetterQueueUrl, feedbackDeadLetterQueueUrl], context),
    seconds: span(times),
  };
}

/** The error log: failures that were provoked against those that have an entry. */
export async function monitoringFigures({ traffic, evidence }: CheckContext): Promise<Figures> {
  const entries = await evidence.errors();
  const byCorrelation = byField(entries, "correlationId");
  const { poison, placed } = traffic.journal;
  const provoked = [
    ...poison.map(({ correlationId }) => ({ correlationId, times: 1 })),
    ...placed.flatMap(({ correlationId, throttled: times }) => (times === undefined ? [] : [{ correlationId, times }])),
  ];
  const sent = provoked.reduce((sum, { times }) => sum + times, 0);
  const seen = provoked.reduce(
    (sum, { correlationId, times }) => sum + Math.min(times, byCorrelation.get(correlationId)?.length ?? 0),
    0,
  );
  const extra = poison.reduce(
    (sum, { correlationId }) => sum + Math.max(0, (byCorrelation.get(correlationId)?.length ?? 0) - 1),
    0,
  );
  return {
    sent,
    seen,
    lost: sent - seen,
    duplicated: extra,
    deadLettered: 0,
    seconds: span(entries.map((entry) => textOf(entry, "timestamp"))),
  };
}

async function count(
  urls: readonly string[],
  { traffic, evidence }: Pick<CheckContext, "traffic" | "evidence">,
): Promise<number> {
  if (!traffic.stack.place.inspectable) return 0;
  const queues = await Promise.all(urls.map((url) => evidence.queue(url)));
  return queues.reduce((sum, messages) => sum + messages.length, 0);
}

/** From the first to the last of some times, in seconds. */
function span(times: readonly string[]): number {
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? 0 : (Math.max(...known) - Math.min(...known)) / 1000;
}
