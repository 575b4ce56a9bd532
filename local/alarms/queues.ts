import { setTimeout as delay } from "node:timers/promises";
import { receivesOutsideAge } from "../../aws/alarms/facts";
import type { MetricPoint } from "../../aws/alarms/series";
import { peekAll, type QueuedMessage } from "../../ops/queues/peek";
import { messageOf } from "../../values/message-of";
import { createFakeMetrics, type MetricSource } from "./source";

/** Measures queues until it is stopped. */
export interface QueueWatch {
  readonly source: MetricSource;
  /** Waits for a look in progress; repeatable. */
  stop(): Promise<void>;
}

const visible = "ApproximateNumberOfMessagesVisible";
const age = "ApproximateAgeOfOldestMessage";

/** Between two looks. In a run in which a second stands for a minute, each minute is looked at more than once. */
const pauseMs = 400;
/** Largest share of the time that looking may take: the emulator shows all messages, and answers nobody else meanwhile. */
const maxShare = 0.1;

/** When each message came into its queue, by queue and message id; epoch milliseconds. */
type Arrivals = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * The metrics of all queues at one moment. A message that was received more than three times does not count for the age, and one that was
 * moved to a dead-letter queue is as old as its stay there.
 *
 * Source: SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS".
 */
export function queuePoints(
  queues: ReadonlyMap<string, readonly QueuedMessage[]>,
  arrivals: Arrivals,
  at: number,
): readonly MetricPoint[] {
  return [...queues].flatMap(([QueueName, messages]) => {
    const point = (name: string, value: number): MetricPoint => ({
      namespace: "AWS/SQS",
      name,
      dimensions: { QueueName },
      at,
      value,
    });
    const ages = messages
      .filter(({ ReceiveCount }) => ReceiveCount <= receivesOutsideAge)
      .map(({ MessageId }) => (at - (arrivals.get(QueueName)?.get(MessageId) ?? at)) / 1_000);
    return [
      point(visible, messages.filter(({ IsVisible }) => IsVisible).length),
      point(
        age,
        ages.reduce((oldest, one) => Math.max(oldest, one), 0),
      ),
    ];
  });
}

/** Looks at all queues of an account over and over again, without receiving anything. @param onProblem called once in a row of failures */
export function watchQueues(target: Parameters<typeof peekAll>[0], onProblem: (text: string) => void): QueueWatch {
  const stopped = new AbortController();
  const source = createFakeMetrics("queues", {
    titles: [`AWS/SQS ${visible}`, `AWS/SQS ${age}`],
    durations: [`AWS/SQS ${age}`],
  });
  let arrivals: Arrivals = new Map();
  let failing = false;

  async function look(): Promise<void> {
    const queues = await peekAll(target);
    const at = Date.now();
    arrivals = new Map(
      [...queues].map(([name, messages]) => {
        const before = arrivals.get(name);
        return [name, new Map(messages.map(({ MessageId: id }) => [id, before?.get(id) ?? at]))];
      }),
    );
    for (const point of queuePoints(queues, arrivals, at)) source.add(point);
  }

  async function work(): Promise<void> {
    while (!stopped.signal.aborted) {
      const began = performance.now();
      try {
        await look();
        failing = false;
      } catch (error) {
        if (!stopped.signal.aborted && !failing) onProblem(`queues could not be looked at: ${messageOf(error)}`);
        failing = true;
      }
      const cost = performance.now() - began;
      await delay(Math.max(pauseMs, cost / maxShare - cost), undefined, { signal: stopped.signal });
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
