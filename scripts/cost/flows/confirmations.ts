// Cost of one confirmation email: topic, queue, four accesses to its delivery record, the email, and the events that SES publishes about
// it.
import { senderConcurrency } from "../../../functions/confirmations/sender/concurrency";
import { bytes, milliseconds } from "../assumptions";
import { type Flow, floors } from "../flow";
import { type Batch, batchOf, invocationSteps } from "../function-steps";
import { publishSteps, queueSteps } from "../message-steps";
import { type Origin, type Step, type StepContext, step } from "../step";
import { readSteps, writeSteps } from "../table-steps";

const consumer = { linesPerEvent: 1, linesPerInvocation: 1, metricLines: 1, traces: "X19" } as const;

export const confirmationSent: Flow = {
  name: "confirmations: email",
  pipeline: "confirmations",
  floor: floors.topicQueueEmail,
  perOrder: 1,
  steps: (context) => {
    const batch = batchOf(context, "confirmations-sender-queue");
    return [
      ...publishSteps(context, "confirmations-topic", { why: "the outbox asks for the confirmation", origin: "floor" }),
      ...queueSteps(context, "confirmations-queue", batch.records, {
        why: "the topic delivers into the queue",
        origin: "floor",
      }),
      ...invocationSteps(context, {
        name: "confirmations-sender",
        perEvent: batch.perEvent,
        // One message: one read and three writes of the record, with the SES call between the last two.
        duration: batch.duration(senderConcurrency, 4 * milliseconds.table + milliseconds.email),
        ...consumer,
        why: `processes ${batch.records} messages at a time`,
        origin: "floor",
      }),
      ...readSteps(context.graph, "confirmations-suppressions", {
        why: "no email to an address that bounced or complained",
        origin: "E6",
      }),
      ...deliveryWrite(context, "claimed: PENDING", "floor"),
      ...deliveryWrite(context, "SENDING, so that a crash in the call is seen", "E4", ["status", "updatedAt"]),
      step("email", "email", 1, { why: "one recipient an email", origin: "floor" }),
      ...deliveryWrite(context, "SENT, with SES's message id", "E7", ["status", "updatedAt"]),
      ...feedbackSteps(context),
    ];
  },
};

function deliveryWrite(context: StepContext, why: string, origin: Origin, changes?: readonly string[]): Step[] {
  return writeSteps(context.graph, {
    table: "confirmations-deliveries",
    size: bytes.delivery,
    attributes: ["orderId", "address", "updatedAt"],
    indexOrigins: { AddressIndex: "E7" },
    why,
    origin,
    ...(changes !== undefined && { changes }),
  });
}

/** A delivered email has a Send and a Delivery event, if the destination publishes them. Other events are rare. */
function feedbackSteps(context: StepContext): Step[] {
  const published = context.graph.emailEvents();
  const events = published.filter((type) => type === "SEND" || type === "DELIVERY");
  const batch = batchOf(context, "confirmations-feedback-queue", context.load.perSecond * Math.max(1, events.length));
  return events.flatMap((type) => eventSteps(context, type, batch));
}

function eventSteps(context: StepContext, type: string, batch: Batch): Step[] {
  // Requirement E2 names bounces, complaints, deliveries and rejects. Send events are a choice: they settle a crash between call and write.
  const origin = type === "DELIVERY" ? "E7" : "choice";
  const reason = { why: `SES's ${type} event`, origin } as const;
  const calls = type === "SEND" ? 2 : 1;
  return [
    ...publishSteps(context, "confirmations-feedback-topic", reason),
    ...queueSteps(context, "confirmations-feedback-queue", batch.records, reason),
    ...invocationSteps(context, {
      name: "confirmations-feedback",
      perEvent: batch.perEvent,
      duration: batch.duration(10, calls * milliseconds.table),
      ...consumer,
      ...reason,
      traces: origin === "choice" ? "choice" : "X19",
    }),
    // When the sender has recorded the email itself, a Send event adds nothing: the first update fails its condition, the second keeps
    // the fact.
    ...(type === "SEND"
      ? writeSteps(context.graph, {
          table: "confirmations-deliveries",
          size: bytes.delivery,
          attributes: [],
          refused: true,
          why: "the Send event proves nothing new",
          origin,
        })
      : []),
    ...eventWrite(context, type, origin),
  ];
}

function eventWrite(context: StepContext, type: string, origin: Origin): Step[] {
  return writeSteps(context.graph, {
    table: "confirmations-deliveries",
    size: bytes.delivery,
    attributes: ["orderId", "address", "updatedAt"],
    changes: ["updatedAt"],
    indexOrigins: { AddressIndex: origin },
    why: `the ${type} event is kept`,
    origin,
  });
}
