import { deliveryStates, failureNoticeStates, notificationStates, type Onward } from "../../ops/queues/states";
import { type Item, textOf } from "../../ops/stack/tables";
import type { Check } from "../traffic/checks/check";
import { verdict } from "../traffic/checks/check";

/**
 * No record waits for anything: each has come to a state in which it ends. Orders and shipments wait for people and carriers. The notice of
 * a failed event may stay open when the worker crashed while notifying and the event was recorded at its next receive.
 */
export const nothingStuck: Check = {
  pipeline: "monitoring",
  ids: [],
  async look({ evidence }) {
    const open = new Map<string, number>();
    let ended = 0;
    const see = (record: string, state: string, states: Readonly<Record<string, Onward>>) => {
      if (states[state]?.kind === "ends") {
        ended += 1;
        return;
      }
      const what = `${record} ${state || "without a state"}`;
      open.set(what, (open.get(what) ?? 0) + 1);
    };
    for (const item of (await evidence.deliveries()).values()) see("delivery", textOf(item, "status"), deliveryStates);
    for (const item of (await evidence.notifications()).values())
      see("notification", textOf(item, "stage"), notificationStates);
    const shipments = await evidence.shipments();
    const recorded = recordedEvents(shipments);
    for (const item of shipments) {
      if (item.sk !== "NOTICE" || recorded.has(textOf(item, "pk"))) continue;
      see("notice of a failed event", String(item.told), failureNoticeStates);
    }
    return verdict(
      [...open].map(([what, count]) => `${count} times ${what}`),
      `${ended} deliveries, notifications and notices of failed events, each in a state in which it ends`,
    );
  },
};

/** Keys that the notices of recorded events have, or would have. */
function recordedEvents(items: readonly Item[]): ReadonlySet<string> {
  return new Set(
    items.flatMap((item) => {
      const [kind, , eventId, source] = textOf(item, "sk").split("#");
      const shipmentId = /^SHIPMENT#(.+)$/.exec(textOf(item, "pk"))?.[1];
      return kind === "EVENT" ? [`FAILURE#EVENT#${source}#${shipmentId}#${eventId}`] : [];
    }),
  );
}
