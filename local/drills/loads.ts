import { setTimeout as delay } from "node:timers/promises";
import { orderUntilTaken } from "../storm/traffic";
import { person } from "../traffic/people";
import { inParallel } from "../traffic/poll";
import { carriers } from "../traffic/scenarios/carriers";
import { notifyTwice } from "../traffic/scenarios/notification-kinds";
import { publishNotifications } from "../traffic/scenarios/notifications";
import { confirmAtOnce, newConfirmations, poison } from "../traffic/scenarios/queue-trouble";
import { badRequests } from "../traffic/scenarios/refusals";
import { publishToTopic, sendToQueue } from "../traffic/send";
import type { Traffic } from "../traffic/traffic";
import type { Load } from "./drill";

/** Enough that none reaches the limit of orders per customer. */
const customers = 40;

/** Orders of clients that repeat a request with the same key until it is answered for good. */
export function orders(width = 2, pauseMs = 250): Load {
  return {
    what: "orders",
    pauseMs,
    async send(traffic) {
      const buyers = Array.from({ length: width }, () => person(`drill-${traffic.random.int(1, customers)}`));
      await inParallel(buyers, width, (buyer) => orderUntilTaken(traffic, buyer));
    },
  };
}

/** Confirmations straight to their topic. */
export function confirmations(count: number, pauseMs = 500): Load {
  return { what: "confirmations", pauseMs, send: (traffic) => confirmAtOnce(traffic, count) };
}

/** Confirmations to one of the addresses of SES's mailbox simulator. @param end what becomes of them */
export function confirmationsTo(end: "bounce" | "complaint", count: number, pauseMs: number): Load {
  const expectedOutcome = end === "bounce" ? "BOUNCED" : "COMPLAINED";
  return {
    what: `confirmations that end in a ${end}`,
    pauseMs,
    async send(traffic) {
      const { aws, outputs, random } = traffic;
      const messages = newConfirmations(traffic, count, () => ({
        email: `${end}+${random.uuid()}@simulator.amazonses.com`,
        copies: 1,
        expectedOutcome,
      }));
      await publishToTopic(aws.sns, outputs.confirmations.topicArn, messages);
    },
  };
}

/** Broken confirmations and events of SES. */
export function brokenMessages(): Load {
  return { what: "broken messages", pauseMs: 1_000, send: poison };
}

/** Carriers' events of some shipments, shuffled, a fifth of them twice; from eight shipments on one event is broken. */
export function shipments(count: number, pauseMs = 700): Load {
  return { what: "carriers' events", pauseMs, send: async (traffic) => void (await carriers(traffic, count)) };
}

/** Notifications by their topic. They are delivered by the webhook, or by email when it fails. */
export function notifications(count: number, source = "drill", pauseMs = 500): Load {
  return {
    what: "notifications",
    pauseMs,
    async send(traffic) {
      const one = { what: "a notification in the drill", source, expectedOutcome: "TOLD" as const };
      await publishNotifications(
        traffic,
        Array.from({ length: count }, () => one),
      );
    },
  };
}

/** Notifications by two messages each, at once. */
export function twinNotifications(count: number, source: string, pauseMs: number): Load {
  return { what: "notifications, twice each", pauseMs, send: (traffic) => notifyTwice(traffic, source, count) };
}

/** Requests that must be refused: bad bodies, bad tokens. */
export function refusedRequests(pauseMs = 100): Load {
  return { what: "requests that must be refused", pauseMs, send: badRequests };
}

/** Each confirmation many times, by queue and by topic at once. */
export function duplicates(count: number, copies: number, pauseMs = 500): Load {
  return {
    what: `confirmations, ${copies} times each`,
    pauseMs,
    async send(traffic) {
      const { aws, outputs } = traffic;
      const { queueUrl, topicArn } = outputs.confirmations;
      const same = newConfirmations(traffic, count, (index) => ({ email: `twin-${index}@mail.example`, copies }));
      const half = Array.from({ length: copies / 2 }, () => same).flat();
      await Promise.all([sendToQueue(aws.sqs, queueUrl, half), publishToTopic(aws.sns, topicArn, half)]);
    },
  };
}

/** Sends only once. */
export function once(load: Load): Load {
  let sent = false;
  return {
    ...load,
    async send(traffic) {
      if (sent) return;
      sent = true;
      await load.send(traffic);
    },
  };
}

/** Traffic in progress. */
export interface RunningLoads {
  /** Resolves when nothing is under way any more. @throws the error of a load that failed */
  stop(): Promise<void>;
}

/** Sends until it is stopped. A load that is under way is waited for: its requests are in the journal only once they are answered. */
export function startLoads(loads: readonly Load[], traffic: Traffic): RunningLoads {
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, traffic.signal]);
  const work = loads.map(async ({ pauseMs, send }) => {
    while (!signal.aborted) {
      await send(traffic);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  });
  const all = Promise.all(work);
  // Told when it is stopped.
  all.catch(() => undefined);
  return {
    async stop() {
      stopping.abort();
      await all;
    },
  };
}
