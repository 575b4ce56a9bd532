// Counts the results of an entrance's messages in the emulator.

import { byField, textOf } from "../../ops/stack/tables";
import type { CheckContext } from "../traffic/checks/check";
import { confirmationFigures, shipmentFigures } from "../traffic/figures";
import type { Journal } from "../traffic/journal";
import { notificationFigures } from "../traffic/notification-figures";
import type { Entrance } from "./entrance";

/** How many of each. */
export interface Tally {
  readonly lost: number;
  readonly doubled: number;
  readonly bad: number;
  /**
   * Invalid ones that are in the dead letters exactly once, with a reason. An unreadable notification counts as failed in its table
   * instead.
   */
  readonly kept: number;
  /** Number of expected alerts: one for each invalid shipment event, one email for each unreadable notification. */
  readonly promised: number;
  /** Invalid ones that were notified exactly once. */
  readonly alerted: number;
  /** Further alerts. */
  readonly needless: number;
}

/** Lengths of a journal's lists at some moment. */
export type Marks = Readonly<Record<"handed" | "carriers" | "notifications", number>>;

/** Where an entrance begins. */
export function marksOf({ handed, carriers, notifications }: Journal): Marks {
  return { handed: handed.length, carriers: carriers.length, notifications: notifications.length };
}

/**
 * @param since when the entrance began: earlier messages belong to another one
 * @param bad correlation ids of its invalid messages
 * @param missing valid ones that did not arrive
 */
export async function tallyOf(
  context: CheckContext,
  { pipeline }: Pick<Entrance, "pipeline">,
  { since, bad, missing }: { readonly since: Marks; readonly bad: readonly string[]; readonly missing: number },
): Promise<Tally> {
  const { journal } = context.traffic;
  const own: Journal = {
    ...journal,
    handed: journal.handed.slice(since.handed),
    carriers: journal.carriers.slice(since.carriers),
    notifications: journal.notifications.slice(since.notifications),
  };
  const looking = { ...context, traffic: { ...context.traffic, journal: own } };
  const { confirmations, shipments } = context.traffic.outputs;
  switch (pipeline) {
    case "confirmations": {
      const { lost, duplicated } = await confirmationFigures(looking);
      const kept = await deadLetteredOnce(context, confirmations.deadLetterQueueUrl, bad);
      return { lost, doubled: duplicated, bad: bad.length, kept, ...(await alertsOf(context, bad, 0)) };
    }
    case "feedback": {
      // A repeated event changes nothing: a delivery has one state.
      const kept = await deadLetteredOnce(context, confirmations.feedbackDeadLetterQueueUrl, bad);
      return { lost: missing, doubled: 0, bad: bad.length, kept, ...(await alertsOf(context, bad, 0)) };
    }
    case "shipments": {
      const { lost, duplicated } = await shipmentFigures(looking);
      const kept = await deadLetteredOnce(context, shipments.deadLetterQueueUrl, bad);
      return { lost, doubled: duplicated, bad: bad.length, kept, ...(await alertsOf(context, bad, bad.length)) };
    }
    case "notifications": {
      const { lost, duplicated } = await notificationFigures(looking);
      const items = byField([...(await context.evidence.notifications()).values()], "correlationId");
      const emails = await context.evidence.fallbackEmails();
      const failed = bad.flatMap((id) => {
        const [item, ...others] = items.get(id) ?? [];
        const isKept = others.length === 0 && textOf(item, "status") === "FAILED" && textOf(item, "reason") !== "";
        return isKept ? [textOf(item, "notificationId")] : [];
      });
      const counts = failed.map((id) => emails.filter(({ BodyText }) => BodyText?.includes(id) === true).length);
      return {
        lost,
        doubled: duplicated,
        bad: bad.length,
        kept: failed.length,
        promised: bad.length,
        alerted: counts.filter((count) => count === 1).length,
        needless: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
      };
    }
  }
}

/** Invalid ones that are in a dead-letter queue exactly once, with a reason. */
async function deadLetteredOnce({ evidence }: CheckContext, url: string, bad: readonly string[]): Promise<number> {
  const reasons = new Map<string, string[]>();
  for (const { MessageAttributes } of await evidence.queue(url)) {
    const id = MessageAttributes.correlationId?.StringValue ?? "";
    reasons.set(id, [...(reasons.get(id) ?? []), MessageAttributes.reason?.StringValue ?? ""]);
  }
  return bad.filter((id) => {
    const found = reasons.get(id) ?? [];
    return found.length === 1 && found[0] !== "";
  }).length;
}

/** Notifications about invalid ones, which must be in the chat room too. */
async function alertsOf({ traffic, evidence }: CheckContext, bad: readonly string[], promised: number) {
  const items = byField([...(await evidence.notifications()).values()], "correlationId");
  const posts = traffic.stack.webhook?.posts().filter(({ taken }) => taken);
  const counts = bad.map((id) => {
    const found = items.get(id) ?? [];
    const shown = posts?.filter((post) => found.some((item) => textOf(item, "notificationId") === post.notificationId));
    return shown?.length ?? found.length;
  });
  const alerted = counts.filter((count) => count === 1).length;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return { promised, alerted, needless: all - Math.min(all, promised === 0 ? 0 : alerted) };
}
