import type { PutEventsCommand, PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { PublishCommand } from "@aws-sdk/client-sns";
import type { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import type { StoredOrder } from "../../../functions/orders/domain/order";
import { createConfirmationsTopic, createEventBus } from "../../../functions/orders/publisher/destinations";
import { createHandler as createPublisher } from "../../../functions/orders/publisher/handler";
import { createSetAside } from "../../../functions/shared/set-aside";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { cancelledOrder, storedOrder, streamRecord } from "./fixtures";

const placed = storedOrder();
const cancelled = cancelledOrder();

function numbered(index: number): StoredOrder {
  return storedOrder({ orderId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` });
}

/** The publisher on real command objects; topic and bus refuse the orders that are named. */
function publisher(refused: { topic?: string[]; bus?: string[]; busDown?: boolean } = {}) {
  const recorded = recordingRuntime();
  const messages: PublishCommand["input"][] = [];
  const calls: PutEventsCommand["input"][] = [];
  const topic = createConfirmationsTopic(
    {
      send: (async ({ input }: PublishCommand) => {
        if (refused.topic?.some((id) => input.Message?.includes(id))) throw new Error("topic refused");
        messages.push(input);
      }) as never,
    },
    "arn:aws:sns:eu-west-1:111122223333:topic",
  );
  const bus = createEventBus(
    {
      send: (async ({ input }: PutEventsCommand) => {
        if (refused.busDown) throw new Error("bus down");
        calls.push(input);
        const Entries: PutEventsResultEntry[] = (input.Entries ?? []).map(({ Detail }) =>
          refused.bus?.some((id) => Detail?.includes(id))
            ? { ErrorCode: "Throttled", ErrorMessage: "later" }
            : { EventId: "e" },
        );
        return { Entries, FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
      }) as never,
    },
    "shipments-bus-test",
  );
  const aside: SendMessageCommand["input"][] = [];
  const queue = { send: (async ({ input }: SendMessageCommand) => void aside.push(input)) as never };
  const setAside = createSetAside(queue, "https://sqs.eu-west-1.amazonaws.com/111122223333/failures");
  const handler = createPublisher({ runtime: recorded.runtime, topic, bus, setAside });
  const run = (...records: ReturnType<typeof streamRecord>[]) => handler({ Records: records }, lambdaContext());
  return { run, messages, calls, recorded, aside };
}

describe("the publisher", () => {
  it("requests a confirmation and puts an event on the bus when an order was placed", async () => {
    const { run, messages, calls, recorded } = publisher();
    expect(await run(streamRecord(undefined, placed))).to.deep.equal({ batchItemFailures: [] });
    expect(messages).to.have.lengthOf(1);
    expect(JSON.parse(messages[0]?.Message ?? "")).to.deep.equal({
      type: "OrderConfirmationRequested",
      orderId: placed.orderId,
      customerId: "ada",
      customerEmail: "ada@example.com",
      currency: "EUR",
      total: "27.80",
      items: placed.items,
      placedAt: placed.createdAt,
      correlationId: "correlation-1",
    });
    expect(messages[0]).to.deep.include({
      TopicArn: "arn:aws:sns:eu-west-1:111122223333:topic",
      MessageAttributes: { correlationId: { DataType: "String", StringValue: "correlation-1" } },
    });
    expect(calls).to.deep.equal([
      {
        Entries: [
          {
            EventBusName: "shipments-bus-test",
            Source: "backoffice.orders",
            DetailType: "OrderPlaced",
            Detail: JSON.stringify({
              orderId: placed.orderId,
              customerId: "ada",
              status: "PLACED",
              version: 1,
              occurredAt: placed.updatedAt,
              correlationId: "correlation-1",
            }),
            Time: new Date(placed.updatedAt),
            Resources: [],
          },
        ],
      },
    ]);
    expect(recorded.total("eventsPublished")).to.equal(2);
  });

  it("puts only an event on the bus when a status changed, with the previous status", async () => {
    const { run, messages, calls } = publisher();
    await run(streamRecord(placed, cancelled));
    expect(messages).to.deep.equal([]);
    const [entry] = calls[0]?.Entries ?? [];
    expect(entry?.DetailType).to.equal("OrderStatusChanged");
    expect(JSON.parse(entry?.Detail ?? "")).to.include({ status: "CANCELLED", previousStatus: "PLACED", version: 2 });
  });

  it("says nothing of removals, by the table's expiry or manually, and of changes that leave the status", async () => {
    const { run, messages, calls } = publisher();
    const expired = {
      ...streamRecord(placed, undefined, 1),
      userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    };
    await run(
      expired,
      streamRecord(placed, undefined, 2),
      streamRecord(placed, { ...placed, expiresAt: 2_000_000_000 }, 3),
    );
    expect([messages, calls]).to.deep.equal([[], []]);
  });

  it("puts the events of 25 orders in three calls of at most ten", async () => {
    const { run, messages, calls } = publisher();
    await run(...Array.from({ length: 25 }, (_, index) => streamRecord(undefined, numbered(index), index)));
    expect(messages).to.have.lengthOf(25);
    expect(calls.map(({ Entries }) => Entries?.length)).to.deep.equal([10, 10, 5]);
  });

  it("keeps the changes of one order in order within a batch", async () => {
    const { run, calls } = publisher();
    const confirmed = { ...placed, status: "CONFIRMED" as const, version: 2 };
    const shipped = { ...placed, status: "SHIPPED" as const, version: 3 };
    await run(
      streamRecord(undefined, placed, 1),
      streamRecord(placed, confirmed, 2),
      streamRecord(confirmed, shipped, 3),
    );
    const versions = calls.flatMap(({ Entries = [] }) => Entries.map(({ Detail }) => JSON.parse(Detail ?? "").version));
    expect(versions).to.deep.equal([1, 2, 3]);
  });

  it("looks at each event's own answer: one that the bus refused in a good call is a failure", async () => {
    const { run, recorded } = publisher({ bus: [numbered(7).orderId, numbered(3).orderId] });
    const response = await run(...Array.from({ length: 12 }, (_, i) => streamRecord(undefined, numbered(i), 100 + i)));
    expect(response).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "103" }] });
    expect(recorded.failures.map(({ error }) => String(error))).to.deep.equal(
      Array(2).fill("EventRefusedError: The bus refused the event: Throttled: later"),
    );
    expect(recorded.total("eventsPublished")).to.equal(22);
  });

  it("counts an order as failed when its message or the whole call to the bus failed", async () => {
    const topic = publisher({ topic: [numbered(1).orderId] });
    const records = [0, 1, 2].map((index) => streamRecord(undefined, numbered(index), 100 + index));
    expect(await topic.run(...records)).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "101" }] });
    expect(await publisher({ busDown: true }).run(...records)).to.deep.equal({
      batchItemFailures: [{ itemIdentifier: "100" }],
    });
  });

  it("sets aside an item that holds no order, and publishes the rest at the first try", async () => {
    const { run, messages, recorded, aside } = publisher();
    const poison = {
      ...streamRecord(undefined, numbered(1), 101),
      dynamodb: { SequenceNumber: "101", Keys: { orderId: { S: "x" } }, NewImage: { orderId: { S: "x" } } },
    };
    const response = await run(
      poison,
      streamRecord(undefined, numbered(0), 102),
      streamRecord(undefined, numbered(2), 103),
    );
    expect(response).to.deep.equal({ batchItemFailures: [] });
    expect(messages).to.have.lengthOf(2);
    expect(recorded.failures).to.have.lengthOf(1);
    expect(aside).to.have.lengthOf(1);
    const { MessageBody, MessageAttributes } = aside[0] ?? {};
    expect(JSON.parse(MessageBody ?? "")).to.deep.equal({
      kind: "unreadable-record",
      streamArn: "",
      sequenceNumber: "101",
      eventName: "INSERT",
      keys: { orderId: { S: "x" } },
    });
    expect(MessageAttributes?.reason?.StringValue).to.equal("UNREADABLE_RECORD");
  });

  it("publishes the change that repairs a damaged item as what it is", async () => {
    const { run, calls, aside } = publisher();
    const repaired = { ...streamRecord(placed, cancelled, 5) };
    await run({
      ...repaired,
      dynamodb: { ...repaired.dynamodb, OldImage: { orderId: { S: "x" }, status: { S: "??" } } },
    });
    const [entry] = calls[0]?.Entries ?? [];
    expect(JSON.parse(entry?.Detail ?? ""))
      .to.include({ status: "CANCELLED", version: 2 })
      .and.not.have.property("previousStatus");
    expect(aside).to.deep.equal([]);
  });

  it("publishes nothing about an order that comes back: restored, copied, or older than a new one can be", async () => {
    const { run, messages, calls, recorded } = publisher();
    const old = storedOrder({ createdAt: "2024-10-01T00:00:00.000Z" });
    await run(
      streamRecord(undefined, storedOrder({ status: "DELIVERED", version: 4 }), 1),
      streamRecord(undefined, storedOrder({ version: 2 }), 2),
      streamRecord(undefined, old, 3),
    );
    expect([messages, calls]).to.deep.equal([[], []]);
    const warnings = recorded.lines.filter(({ message }) => message === "an order came back: not published");
    expect(warnings).to.have.lengthOf(3);
  });

  it("publishes a new order however late its record is read", async () => {
    const { run, messages } = publisher();
    const yesterday = "2026-02-28T10:00:00.000Z";
    await run(streamRecord(undefined, storedOrder({ createdAt: yesterday, updatedAt: yesterday }), 1));
    expect(messages).to.have.lengthOf(1);
  });
});
