import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { failuresOf } from "../../shared/bounded";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import { createStreamConsumer, type StreamChange, type StreamConsumerOptions } from "../../shared/stream-consumer";
import { changeOf, confirmationRequestOf, type OrderChange, orderEventOf } from "../domain/order-change";
import { keptOrder } from "../kept";
import { readOrderRecord } from "../store/order-stream";
import type { ConfirmationsTopic, EventBus } from "./destinations";

export interface PublisherDependencies {
  readonly runtime: Runtime;
  readonly topic: ConfirmationsTopic;
  readonly bus: EventBus;
  readonly setAside: StreamConsumerOptions<OrderChange>["setAside"];
}

/** Most messages that are sent to the topic at the same time. */
const topicConcurrency = 10;

/**
 * The outbox: publishes changes of orders, at least once, and in order for each order; changes of different orders in parallel. If the
 * message or the event of a change fails, both are sent again by the retry: receivers must recognize repetitions by order and version.
 */
export function createHandler(
  deps: PublisherDependencies,
): FunctionHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  return createStreamConsumer<OrderChange>({
    runtime: deps.runtime,
    kept: keptOrder,
    setAside: deps.setAside,
    read: (record) => readChange(deps.runtime, record),
    deliver: (changes) => publish(deps, changes),
  });
}

function readChange(runtime: Runtime, record: DynamoDBRecord): StreamChange<OrderChange> | undefined {
  const seen = readOrderRecord(record);
  // A removal is no change of an order in the shop.
  if (seen === undefined || seen.kind === "removed") return undefined;
  const { order, before } = seen;
  const change = changeOf({ ...seen, writtenAt: seen.writtenAt ?? runtime.clock.now() });
  if (change === undefined) {
    if (before === undefined) {
      const { orderId, correlationId, version, status } = order;
      runtime.logger.warn("an order came back: not published", { correlationId, orderId, version, status });
    }
    return undefined;
  }
  return { key: order.orderId, correlationId: order.correlationId, value: change };
}

async function publish(
  deps: PublisherDependencies,
  changes: readonly StreamChange<OrderChange>[],
): Promise<ReadonlyMap<StreamChange<OrderChange>, unknown>> {
  const placed = changes.filter(({ value }) => value.kind === "placed");
  const events = changes.map((change) => ({ change, event: orderEventOf(change.value) }));
  const [unsent, refused] = await Promise.all([
    failuresOf(placed, topicConcurrency, ({ value }) => deps.topic.publish(confirmationRequestOf(value.order))),
    deps.bus.put(events.map(({ event }) => event)),
  ]);
  const published = placed.length - unsent.size + changes.length - refused.size;
  if (published > 0) deps.runtime.metrics.count("eventsPublished", published);
  const failures = new Map(unsent);
  for (const { change, event } of events) {
    if (refused.has(event)) failures.set(change, refused.get(event));
  }
  return failures;
}
