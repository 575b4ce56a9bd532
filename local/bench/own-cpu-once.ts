// node scripts/run.mjs local/bench/own-cpu-once.ts: microseconds of CPU that placing an order takes beside the SDK's calls, and that one
// PutItem of the stored order takes, as JSON on standard error. Standard output has the log lines and metrics, as in Lambda.
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createHandler } from "../../functions/orders/create/handler";
import { createCreateOrder } from "../../functions/orders/domain/create-order";
import { createOrderInserter, createOrdersStore } from "../../functions/orders/store/orders-store";
import { createTableClient } from "../../functions/shared/clients";
import { createRuntime } from "../../functions/shared/runtime";
import { events, storedOrder } from "./inputs";

/** Calls before those that count: the engine compiles hot code in steps, the last of them after thousands of calls. */
const warmUps = 5_000;
const calls = 3_000;

const context = {
  functionName: "bench",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:bench:live",
  memoryLimitInMB: "512",
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  logGroupName: "bench",
  logStreamName: "bench",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 30_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** A table that takes everything at once. */
const documents = { send: async () => ({}) };

async function main(): Promise<void> {
  const runtime = createRuntime(
    {
      ENVIRONMENT: "bench",
      SERVICE: "orders",
      LOG_LEVEL: "INFO",
      ERROR_TABLE_NAME: "errors",
      ERROR_RETENTION_DAYS: 1,
    },
    { documents: documents as never },
  );
  const handler = createHandler({
    runtime,
    staffScope: "backoffice/staff",
    allowedOrigins: ["*"],
    createOrder: createCreateOrder({
      orders: {
        ...createOrderInserter(documents as never, "orders"),
        ...createOrdersStore(documents as never, "orders"),
      },
      retentionDays: 1,
      recipient: "token",
      metrics: runtime.metrics,
      now: () => runtime.clock.now(),
    }),
  });
  const placeOrders = async (requests: readonly unknown[]) => {
    for (const request of requests) {
      const { statusCode } = await handler(request as never, context);
      if (statusCode !== 201) throw new Error(`an order was answered with ${statusCode}`);
    }
  };
  // Made before the clock runs: in Lambda an event has been read before the handler is called.
  const requests = (times: number) => Array.from({ length: times }, () => structuredClone(events["orders/create"]));
  const table = createTableClient();
  const putItems = async (times: number) => {
    for (let time = 0; time < times; time++)
      await table.send(
        new PutItemCommand({
          TableName: "orders",
          Item: storedOrder,
          ConditionExpression: "attribute_not_exists(orderId)",
        }),
      );
  };
  await placeOrders(requests(warmUps));
  await putItems(warmUps);
  const counted = requests(calls);
  const order = await cpuOf(() => placeOrders(counted));
  const putItem = await cpuOf(() => putItems(calls));
  process.stderr.write(JSON.stringify({ order: order / calls, putItem: putItem / calls }));
}

/** CPU time in microseconds, user and system. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
