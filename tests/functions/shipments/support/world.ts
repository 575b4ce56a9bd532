// The processor on a table, a queue and a topic in memory. Any call to the outside can be made to fail or to be the worker's last.
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import type { ItemWriter } from "../../../../functions/shared/item-writer";
import type { DeadLetter } from "../../../../functions/shared/queue-control";
import { createNotifyFailure, type FailureNotification } from "../../../../functions/shipments/domain/notify-failure";
import { createRecordEvent } from "../../../../functions/shipments/domain/record-event";
import { createHandler } from "../../../../functions/shipments/processor/handler";
import { createFailureNoticeStore } from "../../../../functions/shipments/store/failure-notices";
import { createShipmentStore } from "../../../../functions/shipments/store/shipments";
import type { Item } from "../../confirmations/support/expressions";
import { clientOf, createFakeTable } from "../../confirmations/support/fake-table";
import { lambdaContext, recordingRuntime } from "../../shared/doubles";

/** A message as it lies in the queue. */
export interface Message {
  readonly id: string;
  readonly body: unknown;
  readonly receiveCount?: number;
}

/** What one call to the outside comes to. */
export type Outcome = "works" | "fails" | "loses-answer" | "dies-before" | "dies-after";

/** Calls to the outside, by what they are for. */
export type Outside = "event" | "state" | "claim" | "settle" | "read" | "publish" | "dead-letter";

const LEASE_SECONDS = 30;

/** Makes a world. @param outcomeOf decides about every call; all work when absent. @param topic whether there is one for notifications */
export function createWorld(outcomeOf: (what: Outside) => Outcome = () => "works", topic = true) {
  let now = Date.parse("2026-03-02T08:00:00.000Z");
  const recorded = recordingRuntime({ now: () => new Date(now++) });
  const table = createFakeTable(["pk", "sk"]);
  const notifications: FailureNotification[] = [];
  const deadLettered: DeadLetter[] = [];
  const waits: number[] = [];
  let dead = () => {};

  async function call<T>(what: Outside, run: () => T): Promise<T> {
    const expectedOutcome = outcomeOf(what);
    if (expectedOutcome === "fails") throw new Error(`${what} is out of reach`);
    if (expectedOutcome === "dies-before") return die();
    const result = run();
    if (expectedOutcome === "dies-after") return die();
    if (expectedOutcome === "loses-answer") throw new Error(`the answer about ${what} was lost`);
    return result;
  }
  function die(): Promise<never> {
    dead();
    return new Promise(() => {});
  }

  const client = clientOf((command) => call(purposeOf(command), () => table.apply(command)));
  const writer: ItemWriter = { put: async (item) => void (await client.send(new PutCommand({ ...item }))) };
  const handler = createHandler({
    runtime: recorded.runtime,
    backoff: { baseSeconds: 1, maxSeconds: 8, maxProcessingAttempts: 5 },
    queue: { changeVisibility: async (_, seconds) => void waits.push(seconds) },
    deadLetterQueue: { send: (deadLetter) => call("dead-letter", () => void deadLettered.push(deadLetter)) },
    recordEvent: createRecordEvent({
      store: createShipmentStore({ client, writer, tableName: "shipments" }),
      metrics: recorded.runtime.metrics,
    }),
    notifyFailure: createNotifyFailure({
      failureNotices: createFailureNoticeStore({
        client,
        writer,
        tableName: "shipments",
        leaseSeconds: LEASE_SECONDS,
        retentionDays: 44,
      }),
      publish: topic ? (notification) => call("publish", () => void notifications.push(notification)) : undefined,
      metrics: recorded.runtime.metrics,
      now: () => recorded.runtime.clock.now(),
      onProblem: (message, correlationId) => recorded.runtime.logger.error(message, { correlationId }),
    }),
  });

  return {
    recorded,
    notifications,
    letters: deadLettered,
    waits,
    /** Lets time pass. */
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
    /** One receive of some messages. Answers the ids that come back: all of them when the worker died. */
    async receive(...messages: readonly Message[]): Promise<readonly string[]> {
      const died = new Promise<readonly string[]>((resolve) => {
        dead = () => resolve(messages.map(({ id }) => id));
      });
      const done = handler({ Records: messages.map(recordOf) }, lambdaContext("shipments-processor-test"));
      return Promise.race([died, done.then((answer) => answer.batchItemFailures.map((one) => one.itemIdentifier))]);
    },
    /** Receives a message until it is gone: handled, or among the dead letters. */
    async deliver(message: Message, mostReceives = 7): Promise<void> {
      for (let receiveCount = 1; receiveCount <= mostReceives; receiveCount++) {
        const back = await this.receive({ ...message, receiveCount });
        if (back.length === 0) return;
        this.wait(6 * LEASE_SECONDS);
      }
      throw new Error("the message is still there");
    },
    /** What stands about a shipment: its state and its history, but for when it was received. */
    shipment(id = "shp-1") {
      const items = [...table.items.values()].filter(({ pk }) => pk === `SHIPMENT#${id}`);
      const known = items
        .map(({ receivedAt: _, ...item }) => item)
        .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
      return { history: known.filter(({ sk }) => sk !== "STATE"), state: known.find(({ sk }) => sk === "STATE") };
    },
    items: (): readonly Item[] => [...table.items.values()],
  };
}

function purposeOf(command: unknown): Outside {
  const { Item } = (command as { readonly input: { readonly Item?: Item } }).input;
  if (Item === undefined) return "read";
  if (Item.sk === "STATE") return "state";
  if (Item.sk === "NOTICE") return Item.told === true ? "settle" : "claim";
  return "event";
}

function recordOf({ id, body, receiveCount = 1 }: Message): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `handle-of-${id}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: "1772357400000",
      SenderId: "events",
      ApproximateFirstReceiveTimestamp: "1772357400000",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-south-2:111122223333:shipments-queue-test",
    awsRegion: "eu-south-2",
  };
}
