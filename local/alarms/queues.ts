import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { receivesOutsideAge } from "../../aws/alarms/facts";
import type { MetricPoint } from "../../aws/alarms/series";
import type { QueuesTarget } from "../../ops/queues/peek";
import { readJson } from "../../ops/stack/read-json";
import { messageOf } from "../../values/message-of";
import { createFakeMetrics, type MetricSource } from "./source";

/** Measures queues until it is stopped. */
export interface QueueWatch {
  readonly source: MetricSource;
  /** Waits for a look in progress; repeatable. */
  stop(): Promise<void>;
}

/** What the emulator says of its queues: `local/emulator/queues.py`. By queue name. */
const queuesSchema = z.object({
  queues: z.record(
    z.string(),
    z.object({
      visible: z.number(),
      /** Since when the message that counts for the age is in the queue, in epoch seconds; null without one. */
      oldest: z.number().nullable(),
    }),
  ),
});

type Queues = z.infer<typeof queuesSchema>["queues"];

const visible = "ApproximateNumberOfMessagesVisible";
const age = "ApproximateAgeOfOldestMessage";

/** Between two looks. In a run in which a second stands for a minute, each minute is looked at more than once. */
const pauseMs = 400;

/**
 * The metrics of all queues at one moment. A message that was received more than three times does not count for the age, and one that was
 * moved to a dead-letter queue is as old as its stay there.
 *
 * Source: SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
 *
 * @param at epoch milliseconds
 */
export function queuePoints(queues: Queues, at: number): readonly MetricPoint[] {
  return Object.entries(queues).flatMap(([QueueName, { visible: count, oldest }]) => {
    const point = (name: string, value: number): MetricPoint => ({
      namespace: "AWS/SQS",
      name,
      dimensions: { QueueName },
      at,
      value,
    });
    return [point(visible, count), point(age, oldest === null ? 0 : Math.max(0, at / 1_000 - oldest))];
  });
}

/** Looks at all queues of an account over and over again, without receiving anything. @param onProblem called once in a row of failures */
export function watchQueues(
  { endpoint, region, accountId }: QueuesTarget,
  onProblem: (text: string) => void,
): QueueWatch {
  const stopped = new AbortController();
  const { signal } = stopped;
  const source = createFakeMetrics("queues", {
    titles: [`AWS/SQS ${visible}`, `AWS/SQS ${age}`],
    durations: [`AWS/SQS ${age}`],
  });
  const query = new URLSearchParams({ account: accountId, region, receives: String(receivesOutsideAge) });
  const url = `${endpoint}/_ministack/sqs/metrics?${query}`;
  let failing = false;

  async function look(): Promise<void> {
    const { queues } = queuesSchema.parse(await readJson(url, "the emulator's queues", { signal }));
    for (const point of queuePoints(queues, Date.now())) source.add(point);
  }

  async function work(): Promise<void> {
    while (!signal.aborted) {
      try {
        await look();
        failing = false;
      } catch (error) {
        if (!signal.aborted && !failing) onProblem(`queues could not be looked at: ${messageOf(error)}`);
        failing = true;
      }
      await delay(pauseMs, undefined, { signal });
    }
  }

  const loop = work().catch(() => undefined); // only a stop ends it
  return {
    source,
    async stop() {
      stopped.abort();
      await loop;
    },
  };
}
