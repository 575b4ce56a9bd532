import * as z from "zod";
import { errorLogUnavailable } from "../../../functions/contracts/error-log-line";
import { byField, type Item, textOf } from "../../../ops/stack/tables";
import type { Check, CheckContext } from "./check";
import { verdict } from "./check";

/**
 * Whether the processor failed at an event: it claims the notice, or, while the table is down, only the error log has it, or, while that is
 * down as well, the processor's own log.
 */
async function failuresIn({
  traffic,
  evidence,
}: CheckContext): Promise<(shipmentId: string, eventId: string) => boolean> {
  const claims = (await evidence.shipments()).flatMap((item) => (item.sk === "NOTICE" ? [textOf(item, "pk")] : []));
  const { functionName } = traffic.outputs.shipments;
  const logged = (await evidence.errors())
    .filter((entry) => textOf(entry, "functionName") === functionName)
    .map((entry) => JSON.stringify(entry));
  const fallback = (await evidence.logs())
    .filter((line) => line.functionName === functionName && line.text.includes(errorLogUnavailable))
    .map(({ text }) => text);
  const entries = [...logged, ...fallback];
  return (shipmentId, eventId) =>
    claims.some((key) => key.endsWith(`#${shipmentId}#${eventId}`)) || entries.some((text) => text.includes(eventId));
}

const detailsSchema = z.looseObject({ eventId: z.string(), shipmentId: z.string() });

/** Wrong notifications about good events: one is right for each that failed at some time, none for the others. */
function notifiedOfGood(
  notifications: readonly Item[],
  failed: (shipmentId: string, eventId: string) => boolean,
): readonly string[] {
  const times = new Map<string, number>();
  const wrong: string[] = [];
  for (const notification of notifications) {
    const { eventId, shipmentId } = detailsSchema.parse(JSON.parse(textOf(notification, "details")));
    if (!failed(shipmentId, eventId)) wrong.push(`a good event that did not fail was notified: ${eventId}`);
    times.set(eventId, (times.get(eventId) ?? 0) + 1);
  }
  for (const [eventId, count] of times)
    if (count > 1) wrong.push(`the good event ${eventId} was notified ${count} times`);
  return wrong;
}

/** Each broken event of a carrier was notified once, and no good one that did not fail. */
export const failuresNotified: Check = {
  pipeline: "shipments",
  ids: ["S4"],
  needsInspection: true,
  async look(context) {
    const { traffic, evidence } = context;
    const malformed = traffic.journal.carriers.flatMap((plan) => plan.malformed);
    const wrong: string[] = [];
    const notified = byField(
      [...(await evidence.notifications()).values()].filter(({ source }) => source === "shipments"),
      "correlationId",
    );
    for (const { what, correlationId } of malformed) {
      const notifications = notified.get(correlationId) ?? [];
      if (notifications.length !== 1) wrong.push(`'${what}' was notified ${notifications.length} times`);
      for (const notification of notifications) {
        const details = textOf(notification, "details");
        const named = ["eventId", "shipmentId", "error"].every((field) => details.includes(`"${field}"`));
        if (textOf(notification, "subject") !== "Shipment Processing Failed" || !named)
          wrong.push(`'${what}' was notified without event, shipment and error: ${details}`);
      }
    }
    const known = new Set(malformed.map(({ correlationId }) => correlationId));
    const good = [...notified].flatMap(([id, notifications]) => (known.has(id) ? [] : notifications));
    wrong.push(...notifiedOfGood(good, traffic.journal.disturbed ? await failuresIn(context) : () => false));
    return verdict(wrong, `${malformed.length} broken events: one "Shipment Processing Failed" for each`);
  },
};
