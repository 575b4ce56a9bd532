import { randomUUID } from "node:crypto";
import { peek } from "../../ops/queues/peek";
import type { CallProxy } from "../proxy/proxy";
import type { CallRecord } from "../proxy/record";
import { drained } from "../storm/recover";
import { until } from "../traffic/poll";
import { newConfirmations } from "../traffic/scenarios/queue-trouble";
import { publishToTopic } from "../traffic/send";
import type { Traffic } from "../traffic/traffic";
import { lossesAmong } from "./result";

/** The function that sends emails, without the environment. */
const sender = "confirmations-sender";
/** Longer than any life of a run. */
const forSeconds = 86_400;

/** A burst that was sent, and what has come of it. */
export interface Drain {
  /** From the first message's publication, in seconds: to the last message's, to the sender's first call, and to the last email that SES took. */
  readonly publishedAfter: number;
  readonly firstAfter: number;
  readonly seconds: number;
  /** Orders without an email, and emails beyond one of an order. */
  readonly lost: number;
  readonly twice: number;
  /** Messages that are left, in the queue and among the dead letters. */
  readonly left: number;
  /** Emails that SES refused. */
  readonly refusals: number;
  /** What each write of the sender to a table took, in seconds. */
  readonly writes: readonly number[];
}

/** What a burst is sent through. */
export interface Channel {
  readonly traffic: Traffic;
  readonly proxy: Pick<CallProxy, "calls" | "emails" | "faults">;
  /** Longest time without an email after which the burst is given up, in milliseconds: longer than the longest wait between two tries. */
  readonly stalledMs: number;
}

/**
 * Sends confirmations at once to their topic, and waits until SES has taken an email of each and the queue is empty, or nothing moves any more.
 *
 * @param perSecond emails a second that SES takes, by a fault; undefined: as many as come
 */
export async function drain(channel: Channel, emails: number, perSecond?: number): Promise<Drain> {
  const { traffic, proxy, stalledMs } = channel;
  const { confirmations, stack } = traffic.outputs;
  const id = `drain-${randomUUID()}`;
  const messages = newConfirmations(traffic, emails, (index) => ({ email: `drain-${index}@mail.example`, copies: 1 }));
  const orders = traffic.journal.handed.slice(-emails).map(({ orderId }) => orderId);
  const writes: number[] = [];
  let sent = 0;
  let first: number | undefined;
  let last = Date.now();
  const ofSender = ({ caller }: CallRecord) =>
    caller.kind === "function" && caller.name === `${sender}-${stack.environmentSuffix}`;
  const unsubscribe = proxy.calls.subscribe((record) => {
    if (!ofSender(record)) return;
    first ??= record.at;
    if (record.service === "dynamodb" && record.action === "UpdateItem") writes.push(record.milliseconds / 1000);
    if (record.service !== "ses" || record.outcome !== "ok") return;
    sent++;
    last = record.at + record.milliseconds;
  });
  if (perSecond !== undefined)
    proxy.faults.add({ id, function: sender, service: "ses", effect: "throttle", perSecond, forSeconds });
  const began = Date.now();
  try {
    await publishToTopic(traffic.aws.sns, confirmations.topicArn, messages);
    const publishedAfter = (Date.now() - began) / 1000;
    await until(async () => ({ ok: sent >= emails, detail: String(sent) }), {
      signal: traffic.signal,
      limitMs: stalledMs,
      renewedMs: stalledMs,
      mostMs: Number.POSITIVE_INFINITY,
    });
    const seconds = (last - began) / 1000;
    await drained(traffic);
    const urls = [confirmations.queueUrl, confirmations.deadLetterQueueUrl];
    const waiting = await Promise.all(urls.map((url) => peek(traffic.stack.target, url)));
    return {
      publishedAfter,
      firstAfter: ((first ?? last) - began) / 1000,
      seconds,
      ...lossesAmong(orders, proxy.emails.all()),
      left: waiting.flat().length,
      refusals: proxy.faults.list().find(({ rule }) => rule.id === id)?.hit ?? 0,
      writes,
    };
  } finally {
    unsubscribe();
    proxy.faults.clear(id);
  }
}
