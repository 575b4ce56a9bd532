import { expect } from "chai";
import { feedbackEvent, knownEventTypes } from "../../../functions/confirmations/feedback-events";
import { notification, severities } from "../../../functions/contracts/notification";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { orderEvent } from "../../../functions/contracts/order-events";
import { isLegalTransition, orderStatuses } from "../../../functions/contracts/orders/transitions";
import { carrierBusEvents, orderBusEvents, streamRecords, topicMessages } from "../../../functions/contracts/samples";
import { carrierEvent, shipmentStatuses } from "../../../functions/contracts/shipment-events";
import { changeOf, confirmationRequestOf, orderEventOf } from "../../../functions/orders/domain/order-change";
import { readOrderRecord } from "../../../functions/orders/store/order-stream";

const ordersStream = streamRecords["orders-table"] ?? [];
/** When the sample orders were placed. */
const writtenAt = new Date("2026-03-01T09:30:00.000Z");
const bodies = (topic: string) => (topicMessages[topic] ?? []).map(({ body }) => body);

describe("the sample messages", () => {
  it("of carriers are what the shipments' processor takes, one for each status and from any carrier", () => {
    const events = [...carrierBusEvents(), ...carrierBusEvents("carrier.dhl")];

    expect(events.map((event) => carrierEvent.safeParse(event).error)).to.deep.equal(events.map(() => undefined));
    expect(carrierBusEvents().map(({ detail }) => detail.status)).to.deep.equal([...shipmentStatuses]);
  });

  it("of the orders' stream hold orders, and are what happens to them: placed, and every legal move", () => {
    const changes = ordersStream.flatMap((record) => {
      const seen = readOrderRecord({ dynamodb: record.dynamodb });
      return seen?.kind === "written" ? [changeOf({ ...seen, writtenAt })] : [];
    });
    const moved = changes.flatMap((change) =>
      change?.kind === "status-changed" ? [[change.previousStatus, change.order.status] as const] : [],
    );

    expect(changes.map((change) => change?.kind)).to.deep.equal(["placed", ...moved.map(() => "status-changed")]);
    expect(moved.filter(([from, to]) => !isLegalTransition(from ?? to, to))).to.deep.equal([]);
    expect(new Set(moved.map(([, to]) => to))).to.deep.equal(new Set(orderStatuses.slice(1)));
    expect(ordersStream.map(({ eventName }) => eventName)).to.include.members(["INSERT", "MODIFY", "REMOVE"]);
  });

  it("on the bus and on the topic of confirmations have the form that the publisher gives them", () => {
    const changes = ordersStream.flatMap(({ dynamodb }) => {
      const seen = readOrderRecord({ dynamodb });
      return seen?.kind === "written" ? (changeOf({ ...seen, writtenAt }) ?? []) : [];
    });
    const published = changes.map(orderEventOf);

    expect(
      orderBusEvents.map((event) => [event["detail-type"], Object.keys(event.detail), event.detail.status]),
    ).to.deep.equal(published.map((event) => [event["detail-type"], Object.keys(event.detail), event.detail.status]));
    for (const event of [...orderBusEvents, ...published]) orderEvent.parse(event);
    const [placed] = changes;
    // As it is published: an optional field that an order does not have is not in the message.
    const request = placed === undefined ? {} : JSON.parse(JSON.stringify(confirmationRequestOf(placed.order)));
    expect(bodies("confirmations-topic").map((body) => Object.keys(body))).to.deep.equal([Object.keys(request)]);
  });

  it("on the topics are what their functions take, one of each kind", () => {
    for (const body of bodies("confirmations-topic")) orderConfirmationRequested.parse(body);
    const feedback = bodies("confirmations-feedback-topic").map((body) => feedbackEvent.parse(body));
    const notified = bodies("notifications-topic").map((body) => notification.parse(body));

    expect(feedback.map(({ eventType }) => eventType)).to.deep.equal([...knownEventTypes]);
    expect(notified.map(({ severity }) => severity)).to.deep.equal([...severities]);
  });

  it("have the envelope of EventBridge", () => {
    for (const event of [...orderBusEvents, ...carrierBusEvents()])
      expect(Object.keys(event)).to.have.members([
        ...["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"],
      ]);
  });
});
