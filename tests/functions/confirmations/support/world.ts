// A small world around the two functions: a queue, the tables, SES and its events, and workers that stop at every call until they are let
// on, fail, lose the answer, or die. Only the outside is simulated: handlers, domain, stores and their expressions are the real ones.
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { addressKey } from "../../../../functions/confirmations/domain/address";
import { createConfirmOrder } from "../../../../functions/confirmations/domain/confirm-order";
import { createRecordFeedback } from "../../../../functions/confirmations/domain/record-feedback";
import { createHandler as createFeedback } from "../../../../functions/confirmations/feedback/handler";
import { createHandler as createSender } from "../../../../functions/confirmations/sender/handler";
import { createDeliveryStore } from "../../../../functions/confirmations/store/deliveries";
import { createSuppressionStore } from "../../../../functions/confirmations/store/suppressions";
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";
import { createCalls, type Outcome } from "./calls";
import { recordingRuntime } from "./doubles";
import type { Item } from "./expressions";
import { clientOf, createFakeTable, type FakeTable, type Send } from "./fake-table";
import { confirmation, lambdaContext, record } from "./fixtures";
import { type Email, eventsOf, type Fortune } from "./fortunes";

/** A message in the queue. */
interface Queued {
  readonly id: string;
  readonly orderId: string;
  /** Attempts that the delivery had when an operator permitted another email. */
  readonly permit: number | undefined;
  /** It comes out of the dead letters. */
  readonly redriven: boolean;
  receives: number;
  visibleAt: number;
  gone: boolean;
}

/** A message that was given up. */
export interface Dead {
  readonly orderId: string;
  readonly reason: string;
  redriven: boolean;
}

/** An event on its way. */
export interface Event {
  readonly email: Email;
  readonly body: object;
  done: boolean;
}

/** Times of the simulated stack, seconds. */
export const times = { lease: 30, visibility: 60, maxProcessingAttempts: 4, base: 2, max: 20 } as const;

export type World = ReturnType<typeof createWorld>;

/**
 * Makes a world with one message in the queue for each order.
 *
 * @param ahead by how many seconds the clock of each of the processes that send is ahead; they take turns. Default: one, with the right time
 */
export function createWorld(
  orders: readonly Fortune[],
  onWrite: (before: Item | undefined, after: Item) => void,
  ahead: readonly number[] = [0],
) {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let serial = 0;
  let turn = 0;
  const deliveries = createFakeTable("orderId", onWrite);
  const suppressions = createFakeTable("address");
  const queue: Queued[] = [];
  const dead: Dead[] = [];
  const emails: Email[] = [];
  const events: Event[] = [];
  const { call, step } = createCalls();
  const permits = new Map<string, Set<number>>();
  const fortunes = new Map(orders.map((fortune, index) => [`order-${index}`, fortune]));
  const runtime = recordingRuntime(() => now);

  const addressOf = (orderId: string) => `${orderId}@example.com`;
  const client = (table: FakeTable): Send => clientOf((command) => call("table", () => table.apply(command)));

  for (const [orderId, fortune] of fortunes) {
    enqueue(orderId);
    if (fortune === "suppressed")
      suppressions.items.set(addressKey(addressOf(orderId)), { address: addressOf(orderId) });
  }

  function enqueue(orderId: string, redriven = false, permit?: number): void {
    queue.push({ id: `message-${serial++}`, orderId, permit, redriven, receives: 0, visibleAt: now, gone: false });
    if (permit !== undefined) permits.set(orderId, (permits.get(orderId) ?? new Set()).add(permit));
  }

  function accept(orderId: string, address: string): SendOutcome {
    const email = { orderId, messageId: `ses-${serial++}`, address };
    emails.push(email);
    const bodies = eventsOf(email, fortunes.get(orderId));
    events.push(...bodies.map((body) => ({ email, body, done: false })));
    return { kind: "accepted", messageId: email.messageId };
  }

  const stores = (clock = () => now) => ({
    deliveries: createDeliveryStore({
      client: client(deliveries),
      tableName: "deliveries",
      leaseMilliseconds: times.lease * 1000,
      retentionDays: 90,
      now: clock,
    }),
    suppressions: createSuppressionStore({ client: client(suppressions), tableName: "suppressions", now: clock }),
  });
  const backoff = {
    baseSeconds: times.base,
    maxSeconds: times.max,
    maxProcessingAttempts: times.maxProcessingAttempts,
  };

  const senders = ahead.map((seconds) => senderWith(() => now + seconds * 1000));
  function senderWith(clock: () => number) {
    return createSender({
      runtime,
      backoff,
      queue: {
        changeVisibility: async (id, seconds) => {
          const message = queue.find((one) => one.id === id);
          await call("queue", () => {
            if (message !== undefined) message.visibleAt = now + seconds * 1000;
          });
        },
      },
      deadLetterQueue: {
        send: async ({ body, reason }) => {
          const { orderId } = JSON.parse(body);
          await call("queue", () => void dead.push({ orderId, reason, redriven: false }));
        },
      },
      confirmOrder: createConfirmOrder({
        ...stores(clock),
        mailer: {
          send: (_mail, { address, orderId }) => call("ses", () => accept(orderId, address)) as Promise<SendOutcome>,
        },
        metrics: runtime.metrics,
        shop: { name: "Shop", timeZone: "UTC" },
        now: clock,
        newOwner: () => `owner-${serial++}`,
        evidenceDelaySeconds: () => times.max,
      }),
    });
  }

  const feedback = createFeedback({
    runtime,
    backoff: { ...backoff, maxProcessingAttempts: 1_000_000 },
    queue: { changeVisibility: async () => {} },
    deadLetterQueue: { send: async ({ reason }) => void dead.push({ orderId: "?", reason, redriven: false }) },
    recordFeedback: createRecordFeedback({
      ...stores(),
      metrics: runtime.metrics,
      configurationSetName: "confirmations-mails-test",
    }),
  });

  const world = {
    deliveries,
    dead,
    emails,
    events,
    permits,
    fortunes,
    counted: runtime.counted,
    /** Lets workers run on until each stands before a call. */
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    /** The queue hands out up to `size` visible messages from `from` on, as one batch. */
    receive: (from: number, size: number): boolean => {
      const visible = queue.filter((one) => !one.gone && one.visibleAt <= now);
      const batch: SQSRecord[] = [];
      for (const message of visible.slice(from % Math.max(1, visible.length)).slice(0, size)) {
        if (message.receives >= times.maxProcessingAttempts) {
          // The queue's own redrive policy, when workers died with the message.
          message.gone = true;
          dead.push({ orderId: message.orderId, reason: "REDRIVE_POLICY", redriven: false });
          continue;
        }
        message.receives++;
        message.visibleAt = now + times.visibility * 1000;
        const body = confirmation({ orderId: message.orderId, customerEmail: addressOf(message.orderId) });
        const text = (stringValue: string) => ({ stringValue, dataType: "String" as const });
        const messageAttributes = {
          ...(message.redriven && { redriven: text("true") }),
          ...(message.permit !== undefined && { confirmResend: text(String(message.permit)) }),
        };
        const parts = { messageId: message.id, receiptHandle: message.id, receiveCount: message.receives };
        batch.push(record(body, { ...parts, messageAttributes }));
      }
      if (batch.length > 0) {
        const sender = senders[turn++ % senders.length] ?? senderWith(() => now);
        void sender({ Records: batch }, lambdaContext).then(({ batchItemFailures }: SQSBatchResponse) => {
          const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
          for (const message of queue) {
            if (batch.some(({ messageId }) => messageId === message.id) && !failed.has(message.id)) message.gone = true;
          }
        });
      }
      return visible.length > 0;
    },
    /** A worker is handed an event; `again`: also one that was recorded before. */
    deliver: (which: number, again: boolean): boolean => {
      const open = events.filter((event) => again || !event.done);
      const event = open[which % Math.max(1, open.length)];
      if (event === undefined) return false;
      void feedback({ Records: [record(event.body)] }, lambdaContext).then(({ batchItemFailures }) => {
        if (batchItemFailures.length === 0) event.done = true;
      });
      return true;
    },
    /** Decides one of the calls that workers wait for. */
    step,
    /** The same message once more, as a topic or a queue may deliver it. */
    duplicate: (which: number) => enqueue(`order-${which % orders.length}`),
    /** An operator puts a dead letter back. */
    redrive: (which: number, permit: boolean) => {
      const waiting = dead.filter((deadLetter) => !deadLetter.redriven);
      const deadLetter = waiting[which % Math.max(1, waiting.length)];
      if (deadLetter === undefined) return;
      deadLetter.redriven = true;
      const attempts = Number(deliveries.items.get(deadLetter.orderId)?.attempts ?? 0);
      enqueue(deadLetter.orderId, true, permit ? attempts : undefined);
    },
    /**
     * Runs until nothing is left to do. `fates` befall the next calls, one each, and everything works after that. Events come at the
     * end of each round, unless they are lost.
     */
    calm: async (eventsArrive: boolean, expectedOutcomes: readonly Outcome[] = []): Promise<void> => {
      const left = [...expectedOutcomes];
      const run = async (): Promise<boolean> => {
        await world.settle();
        let moved = false;
        while (world.step(left.length, left.shift() ?? "works")) {
          moved = true;
          await world.settle();
        }
        return moved;
      };
      for (let round = 0; round < 400; round++) {
        let busy = await run();
        while (world.receive(left.length, 3)) busy = (await run()) || true;
        // With faults still to come, some events wait: redeliveries then find what a crash left behind.
        while (eventsArrive && left.length % 3 === 0 && world.deliver(0, false)) busy = (await run()) || true;
        const next = Math.min(...queue.filter((one) => !one.gone).map((one) => one.visibleAt));
        if (Number.isFinite(next)) {
          now = Math.max(now, next);
          busy = true;
        } else if (left.length > 0) {
          left.pop();
          busy = true;
        }
        if (!busy) return;
      }
      throw new Error("the world does not come to rest");
    },
  };
  return world;
}
