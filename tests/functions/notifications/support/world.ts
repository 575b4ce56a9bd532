// A small world around the processor: events that Lambda hands over, tries again and gives up, the table, the webhook and SES; and workers
// that stop at every call until they are let on, fail, lose the answer, or die. Handler, domain, store and its expressions are the real ones.
import { createDeliver } from "../../../../functions/notifications/domain/deliver";
import type { WebhookOutcome } from "../../../../functions/notifications/domain/ports";
import { createHandler } from "../../../../functions/notifications/processor/handler";
import { createNotificationStore } from "../../../../functions/notifications/store/notifications";
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";
import { createCalls, type Outcome } from "../../confirmations/support/calls";
import type { Item } from "../../confirmations/support/expressions";
import { clientOf, createFakeTable } from "../../confirmations/support/fake-table";
import { lambdaContext, recordingRuntime } from "../../shared/doubles";
import { snsEvent } from "./fixtures";

/** An event in Lambda's own queue. */
interface Pending {
  readonly notificationId: string;
  readonly readable: boolean;
  tries: number;
  visibleAt: number;
  /** When Lambda ends the call under way; undefined: there is none. */
  deadline: number | undefined;
  gone: boolean;
  /** An operator's permit for one more fallback. */
  readonly permit: number | undefined;
}

/** Times of the simulated stack, seconds. */
export const times = { timeout: 30, lease: 35, tries: 3, wait: 60 } as const;

export type World = ReturnType<typeof createWorld>;

/** Makes a world with one event for each notification. */
export function createWorld(
  readable: readonly boolean[],
  channel: "webhook" | "email",
  onWrite: (before: Item | undefined, after: Item) => void,
) {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let serial = 0;
  const table = createFakeTable("notificationId", onWrite);
  const { call, step } = createCalls();
  const calls: string[] = [];
  const posts: string[] = [];
  const emails: string[] = [];
  /** Ids of notifications, once for each permit that differs from those before it. */
  const permits: string[] = [];
  const permitted = new Set<string>();
  const failures: { readonly notificationId: string; redriven: boolean }[] = [];
  const pending: Pending[] = [];
  const recorded = recordingRuntime({ now: () => new Date(now) });

  const handler = createHandler({
    runtime: recorded.runtime,
    deliver: createDeliver({
      notifications: createNotificationStore({
        client: clientOf((command) => call("table", () => table.apply(command))),
        tableName: "notifications",
        leaseMilliseconds: times.lease * 1000,
        retentionDays: 90,
        now: () => now,
      }),
      webhook:
        channel === "email"
          ? undefined
          : {
              post: ({ notificationId }) => {
                calls.push(notificationId);
                return call("ses", () => {
                  posts.push(notificationId);
                  return { kind: "accepted" };
                }) as Promise<WebhookOutcome>;
              },
            },
      fallback: {
        send: ({ message }) =>
          call("ses", () => {
            emails.push(message.notificationId);
            return { kind: "accepted", messageId: `mail-${serial++}` };
          }) as Promise<SendOutcome>,
      },
      metrics: recorded.runtime.metrics,
      now: () => now,
      newOwner: () => `owner-${serial++}`,
    }),
  });

  const ids = readable.map((_, index) => `notification-${index}`);
  const enqueue = (index: number, permit?: number) =>
    pending.push({
      notificationId: `notification-${index}`,
      readable: readable[index] === true,
      tries: 0,
      visibleAt: now,
      deadline: undefined,
      gone: false,
      permit,
    });
  for (const index of readable.keys()) enqueue(index);

  function failed(event: Pending): void {
    event.deadline = undefined;
    event.visibleAt = now + times.wait * event.tries * 1000;
    if (event.tries < times.tries) return;
    event.gone = true;
    failures.push({ notificationId: event.notificationId, redriven: false });
  }

  /** Lambda ends calls that take too long: workers that died, and those that wait still. */
  function endOverdue(): void {
    for (const event of pending) if (event.deadline !== undefined && event.deadline <= now) failed(event);
  }

  const world = {
    ids,
    table,
    calls,
    posts,
    emails,
    permits,
    failures,
    recorded,
    step,
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
    pass: (seconds: number) => {
      now += seconds * 1000;
      endOverdue();
    },
    /** Lambda calls the function with one of the events that are due. False: there is none. */
    invoke: (which: number): boolean => {
      const due = pending.filter((one) => !one.gone && one.deadline === undefined && one.visibleAt <= now);
      const event = due[which % Math.max(1, due.length)];
      if (event === undefined) return false;
      event.tries++;
      const deadline = now + times.timeout * 1000;
      event.deadline = deadline;
      const body = event.readable ? {} : "no JSON";
      const given = snsEvent(event.notificationId, body);
      const records = given.Records.map((record) =>
        event.permit === undefined ? record : { ...record, confirmResend: event.permit },
      );
      handler({ ...given, Records: records }, lambdaContext("notifications-processor-test")).then(
        () => {
          if (event.deadline !== deadline) return;
          event.gone = true;
          event.deadline = undefined;
        },
        () => {
          if (event.deadline === deadline) failed(event);
        },
      );
      return true;
    },
    /** SNS delivers the same message once more. */
    duplicate: (which: number) => enqueue(which % readable.length),
    /** An operator puts an event back from the failure queue, and may permit one more fallback. */
    redrive: (which: number, confirmResend = false) => {
      const waiting = failures.filter((deadLetter) => !deadLetter.redriven);
      const deadLetter = waiting[which % Math.max(1, waiting.length)];
      if (deadLetter === undefined) return;
      deadLetter.redriven = true;
      const attempt = table.items.get(deadLetter.notificationId)?.attempt;
      const permit = confirmResend && typeof attempt === "number" ? attempt : undefined;
      const name = `${deadLetter.notificationId} ${permit}`;
      if (permit !== undefined && !permitted.has(name)) permits.push(deadLetter.notificationId);
      permitted.add(name);
      enqueue(ids.indexOf(deadLetter.notificationId), permit);
    },
    /** Runs until nothing is left to do. `fates` befall the next calls, one each, and everything works after that. */
    calm: async (expectedOutcomes: readonly Outcome[]): Promise<void> => {
      const left = [...expectedOutcomes];
      for (let round = 0; round < 2000; round++) {
        await world.settle();
        if (world.step(left.length, left.shift() ?? "works")) continue;
        if (world.invoke(left.length)) continue;
        const open = pending.filter((one) => !one.gone);
        if (open.length === 0) return;
        now = Math.max(now, Math.min(...open.map((one) => one.deadline ?? one.visibleAt)));
        endOverdue();
      }
      throw new Error("the world does not come to rest");
    },
  };
  return world;
}
