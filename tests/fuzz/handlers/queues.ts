// The consumers of queues: with doubles that all work, an input alone leaves no message behind, and what is refused writes nothing but the
// note that it was notified.
import type { SQSRecord } from "aws-lambda";
import { carrierBusEvents, topicMessages } from "../../../functions/contracts/samples";
import type { DeadLetter } from "../../../functions/shared/queue-control";
import { openFeedback } from "../../functions/confirmations/support/feedback";
import { record, sesEvent } from "../../functions/confirmations/support/fixtures";
import { openSender } from "../../functions/confirmations/support/sender";
import { createWorld } from "../../functions/shipments/support/world";
import type { Random } from "../random";
import { bodyOf, mutatedText } from "./mutations";
import { refusalOf } from "./storable";
import type { Target } from "./target";

type Items = Iterable<Readonly<Record<string, unknown>>>;

/** A world around a consumer. */
interface Consumer {
  /** Ids of the messages that come back. */
  receive(message: SQSRecord): Promise<readonly string[]>;
  readonly deadLettered: readonly DeadLetter[];
  readonly keys: readonly string[];
  /** Everything that was written, but for notes of failures. */
  items(): Items;
  /** The last failure. */
  failure(): unknown;
}

function consumer(name: string, good: readonly unknown[], open: () => Consumer): Target {
  let serial = 0;
  return {
    name,
    open: () => {
      const world = open();
      return async (random) => {
        const before = JSON.stringify([...world.items()]);
        const deadLettered = world.deadLettered.length;
        const messageId = `message-${serial++}`;
        const body = bodyOf(random.pick(good), random);
        const message = record(body, {
          messageId,
          receiveCount: 1 + random.below(3),
          messageAttributes: attributes(random),
        });
        const back = await world.receive(message);
        const dead = world.deadLettered.length - deadLettered;
        const faults: string[] = [];
        if (back.length + dead > 1) faults.push("ended twice");
        if (back.length > 0) faults.push(`comes back, for ${String(world.failure())}`);
        if (dead > 0 && JSON.stringify([...world.items()]) !== before && isRefusal(world.deadLettered.at(-1)))
          faults.push("refused, but written");
        for (const item of world.items()) {
          const refusal = refusalOf(item, world.keys);
          if (refusal !== undefined) faults.push(`wrote an item that ${refusal}`);
        }
        return faults;
      };
    },
  };
}

/** Refused for what it is, not for what else is known. */
function isRefusal(deadLetter: DeadLetter | undefined): boolean {
  return deadLetter?.reason.startsWith("INVALID_") === true;
}

function attributes(random: Random): SQSRecord["messageAttributes"] {
  if (random.below(4) > 0) return {};
  const value = (text: string) => ({ stringValue: mutatedText(text, random), dataType: "String" as const });
  return { correlationId: value("correlation-1"), confirmResend: value("1"), redriven: value("true") };
}

const feedback = [
  ...(topicMessages["confirmations-feedback-topic"] ?? []).map(({ body }) => body),
  ...["order-1", "order-2"].flatMap((orderId) =>
    Object.values(sesEvent).map((make) => make({ orderId, messageId: "ses-1" })),
  ),
  "Successfully validated SNS topic for Amazon SES event publishing.",
];

function feedbackConsumer(): Consumer {
  const { receive, deadLettered, deliveries, suppressions, runtime } = openFeedback();
  return {
    receive,
    deadLettered,
    keys: [],
    items: () => [...deliveries.items.values(), ...suppressions.items.values()],
    failure: () => runtime.failures.at(-1),
  };
}

function openShipments(): Consumer {
  const world = createWorld();
  return {
    receive: ({ messageId: id, body }) => world.receive({ id, body }),
    deadLettered: world.letters,
    keys: ["pk", "sk"],
    items: () => world.items().filter(({ sk }) => sk !== "NOTICE"),
    failure: () => world.recorded.failures.at(-1)?.error,
  };
}

function openConfirmations(): Consumer {
  const { receive, deadLettered, deliveries, suppressions, runtime } = openSender();
  return {
    receive,
    deadLettered,
    keys: [],
    items: () => [...deliveries.items.values(), ...suppressions.items.values()],
    failure: () => runtime.failures.at(-1),
  };
}

/** Carriers that measure. */
const measured = carrierBusEvents().map((event) => ({
  ...event,
  detail: { ...event.detail, location: { city: "Rome", country: null, lat: 41.9, home: false } },
}));

export const queueTargets: readonly Target[] = [
  consumer(
    "confirmations sender",
    (topicMessages["confirmations-topic"] ?? []).map(({ body }) => body),
    openConfirmations,
  ),
  consumer("confirmations feedback", feedback, feedbackConsumer),
  consumer("shipments processor", [...carrierBusEvents(), ...measured], openShipments),
];
