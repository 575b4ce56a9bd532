// Every state of a record, and what changes it: the program, nothing, or an operator. The types make each list complete: without a state
// that the program has it does not compile. `docs/operations.md` has the same as a table.
import type { DeliveryStatus } from "../../functions/confirmations/domain/delivery";
import type { OrderStatus } from "../../functions/contracts/orders/transitions";
import type { ShipmentStatus } from "../../functions/contracts/shipment-events";
import type { Stage } from "../../functions/notifications/domain/progress";

/** What changes a record's state. */
export type Onward =
  /** The program changes it without an operator. */
  | { readonly kind: "moves"; readonly by: string }
  /** It is final. */
  | { readonly kind: "ends"; readonly because: string }
  /** It changes only when an operator runs this command. */
  | {
      readonly kind: "operator";
      /** Below `npm run ops --`. */
      readonly command: string;
      /** Test file and title that runs it on the emulator. */
      readonly shownBy: readonly [file: string, title: string];
    };

const moves = (by: string): Onward => ({ kind: "moves", by });
const ends = (because: string): Onward => ({ kind: "ends", because });
const operator = (command: string, ...shownBy: readonly [string, string]): Onward => ({
  kind: "operator",
  command,
  shownBy,
});

const ways = "tests/ops/ways-back.e2e.test.ts";
const notificationWays = "tests/ops/notification-ways-back.e2e.test.ts";
const replays = "tests/ops/replay.e2e.test.ts";

/** Of an order's confirmation, in the deliveries table. */
export const deliveryStates: Readonly<Record<DeliveryStatus, Onward>> = {
  PENDING: moves("its message comes again, and takes the claim over when it has ended"),
  SENDING: moves("SES's answer or event; at the last receive it is UNCERTAIN"),
  SENT: moves("SES's events; none may come"),
  DELIVERED: ends("the customer has the email"),
  BOUNCED: ends("the address does not accept email; see `suppressions list`"),
  COMPLAINED: ends("the customer wants no email; see `suppressions list`"),
  FAILED: operator(
    "redrive --queue confirmations-dead-letters",
    "tests/ops/redrive.e2e.test.ts",
    "empties a dead-letter queue whose cause was fixed",
  ),
  SUPPRESSED: ends("nothing is sent to that address; `suppressions remove` lets the next order's email go"),
  UNCERTAIN: operator(
    "redrive --queue confirmations-dead-letters --confirm-resend",
    ways,
    "sends an UNCERTAIN confirmation again only when an operator permits it",
  ),
};

/** Of a notification, in the notifications table. */
export const notificationStates: Readonly<Record<Stage, Onward>> = {
  CLAIMED: moves("Lambda's retries"),
  CALLING: moves("Lambda's retries: it falls back"),
  DELIVERED: ends("the chat room has it"),
  FALLBACK_DUE: operator(
    "redrive --queue notifications-processor-failures",
    notificationWays,
    "makes failed calls again, with the message id that the function knows a notification by",
  ),
  FALLBACK_CALLING: moves("Lambda's retries: FALLBACK_UNCERTAIN"),
  FALLBACK_SENT: ends("SES took the email"),
  FALLBACK_UNCERTAIN: operator(
    "redrive --queue notifications-processor-failures --confirm-resend",
    notificationWays,
    "sends a fallback again of which nobody knows whether it went out",
  ),
};

const carrier = moves("the carrier's next event");

/** Of a shipment, in the shipments table. */
export const shipmentStates: Readonly<Record<ShipmentStatus, Onward>> = {
  CREATED: carrier,
  PICKED_UP: carrier,
  IN_TRANSIT: carrier,
  OUT_FOR_DELIVERY: carrier,
  DELIVERED: ends("the parcel was delivered"),
  EXCEPTION: carrier,
  RETURNED: ends("the shop has the parcel"),
};

const api = moves("the API's `PATCH`, by staff or the customer");

/** Of an order, in the orders table. */
export const orderStates: Readonly<Record<OrderStatus, Onward>> = {
  PLACED: api,
  CONFIRMED: api,
  SHIPPED: api,
  DELIVERED: api,
  CANCELLED: ends("the order was cancelled"),
  RETURNED: ends("the shop has the goods"),
};

/** States of a failed event's notice in the shipments table: attribute `told`. */
export const failureNoticeStates: Readonly<Record<"false" | "true", Onward>> = {
  false: moves("the event's next failure, or its redrive, notifies it; once the event is recorded it only expires"),
  true: ends("it was notified; the event itself is a dead letter, see below"),
};

const redriveBack = (queue: string, title: string): Onward => operator(`redrive --queue ${queue}`, ways, title);

/** Dead letters, by the output with their queue's URL. Messages that cannot be repaired are discarded. */
export const deadLetterStates: Readonly<Record<string, Onward>> = {
  "orders.publisherFailureQueueUrl": operator(
    "redrive --queue orders-publisher-failures",
    replays,
    "leaves a record that still cannot be read, and publishes the order once it is repaired",
  ),
  "orders.auditorFailureQueueUrl": operator(
    "redrive --queue orders-auditor-failures",
    replays,
    "replays all records of a position, removals too, and the dead letter goes",
  ),
  "confirmations.deadLetterQueueUrl": deliveryStates.FAILED,
  "confirmations.subscriptionDeadLetterQueueUrl": redriveBack(
    "confirmations-subscription-dead-letters",
    "sends what a topic could not deliver to the queue that it was meant for",
  ),
  "confirmations.feedbackDeadLetterQueueUrl": redriveBack(
    "confirmations-feedback-dead-letters",
    "are found on AWS by the stack's outputs",
  ),
  "confirmations.feedbackSubscriptionDeadLetterQueueUrl": redriveBack(
    "confirmations-feedback-subscription-dead-letters",
    "sends what a topic could not deliver to the queue that it was meant for",
  ),
  "shipments.deadLetterQueueUrl": redriveBack(
    "shipments-dead-letters",
    "sends a carrier's event back to the shipments' queue",
  ),
  "shipments.targetDeadLetterQueueUrl": redriveBack(
    "shipments-target-dead-letters",
    "sends a carrier's event back to the shipments' queue",
  ),
  "shipments.busDeadLetterQueueUrl": ends(
    "EventBridge encrypted them with the stack's key; decrypt them manually, put them on the bus again, then `discard`",
  ),
  "notifications.deliveryDeadLetterQueueUrl": operator(
    "redrive --queue notifications-delivery-dead-letters",
    notificationWays,
    "makes failed calls again, with the message id that the function knows a notification by",
  ),
  "notifications.failureQueueUrl": notificationStates.FALLBACK_DUE,
};

/** All lists, by the record that they are of. */
export const recordStates: Readonly<Record<string, Readonly<Record<string, Onward>>>> = {
  order: orderStates,
  delivery: deliveryStates,
  notification: notificationStates,
  shipment: shipmentStates,
  "notice of a failure": failureNoticeStates,
  "dead letter in": deadLetterStates,
};

/** The states that only an operator changes, as the rows of the page's table. */
export function terminalRows(): readonly string[] {
  return Object.entries(recordStates).flatMap(([record, states]) =>
    Object.entries(states).flatMap(([state, onward]) => {
      if (onward.kind === "moves") return [];
      const way = onward.kind === "operator" ? `\`npm run ops -- ${onward.command}\`` : `ends: ${onward.because}`;
      return [`| ${record} | \`${state}\` | ${way} |`];
    }),
  );
}
