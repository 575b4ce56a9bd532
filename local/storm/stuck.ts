import { deliveryStates, noticeStates, notificationStates, type Onward } from "../../ops/queues/states";
import type { Check } from "../traffic/checks/check";
import { verdict } from "../traffic/checks/check";
import { textOf } from "../traffic/evidence/tables";

/** No record waits for anything: each has come to a state in which it ends. Orders and shipments wait for people and carriers. */
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
    for (const item of await evidence.shipments())
      if (item.sk === "NOTICE") see("notice of a failed event", String(item.told), noticeStates);
    return verdict(
      [...open].map(([what, count]) => `${count} times ${what}`),
      `${ended} deliveries, notifications and notices of failed events, each in a state in which it ends`,
    );
  },
};
