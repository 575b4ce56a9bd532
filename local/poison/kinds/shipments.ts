import { carrierEvents } from "../../../functions/contracts/bus";
import { postedOnce } from "../../traffic/checks/notifications";
import { failuresNotified } from "../../traffic/checks/notified-failures";
import { brokenEvents, journeys } from "../../traffic/checks/shipments";
import { shuffled } from "../../traffic/random";
import type { OutgoingMessage } from "../../traffic/send";
import { type CarrierEntry, eventsEach, planShipments } from "../../traffic/shipment-plan";
import type { Traffic } from "../../traffic/traffic";
import { type Entrance, neededFields, poisonText, times } from "../entrance";

/** The emulator's bus does not deliver an event with some thousand levels of nesting; its queues and topics do not parse messages. */
const levelsOnBus = 500;

/** Carriers' events. @param anyText whether the entrance accepts text that is not JSON, and unlimited nesting */
export function shipments(
  anyText: boolean,
  send: (traffic: Traffic, entries: readonly CarrierEntry[]) => Promise<void>,
): Entrance {
  const fields = neededFields.shipments;
  return {
    pipeline: "shipments",
    checks: [journeys, brokenEvents, failuresNotified, postedOnce],
    async prepare(traffic, amount, maker) {
      const { journal, random, outputs } = traffic;
      const plan = planShipments(random, [], Math.ceil(amount.good / eventsEach), 0);
      const bad = times(amount.bad, (index) => {
        const [event] = planShipments(random, [], 1, 0).entries;
        const [correlationId, source] = [random.uuid(), event?.source ?? ""];
        const detail = { ...event?.detail, correlationId };
        const poison = anyText
          ? poisonText(maker, detail, fields, index, amount.bad)
          : { ...maker.poison(detail, fields, index, levelsOnBus), reason: "INVALID_MESSAGE" };
        return {
          what: poison.what,
          correlationId,
          reason: poison.reason,
          entry: { source, detail, text: poison.body },
        };
      });
      const entries = shuffled(random, [...plan.entries, ...bad.map(({ entry }) => entry)]);
      const malformed = bad.map(({ what, correlationId, reason }) => ({ what, correlationId, reason }));
      journal.carriers.push({ ...plan, entries, malformed });
      return {
        send: () => send(traffic, entries),
        watched: {
          tableName: outputs.shipments.tableName,
          keys: plan.shipments.flatMap(({ shipmentId, history }) =>
            history.map(({ sk }) => ({ pk: `SHIPMENT#${shipmentId}`, sk })),
          ),
          isDone: () => true,
        },
        bad: bad.map(({ correlationId }) => correlationId),
      };
    },
  };
}

/** An event as the bus sends it to a queue. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export function inEnvelope(
  { source, detail, text = JSON.stringify(detail) }: CarrierEntry,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): OutgoingMessage {
  const envelope = {
    version: "0",
    id: detail.eventId,
    "detail-type": carrierEvents.statusChanged,
    source,
    account: accountId,
    time: new Date().toISOString(),
    region,
    resources: [],
  };
  const correlationId = String(detail.correlationId);
  return { body: `${JSON.stringify(envelope).slice(0, -1)},"detail":${text}}`, correlationId };
}
