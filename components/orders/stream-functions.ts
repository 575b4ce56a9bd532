import type * as pulumi from "@pulumi/pulumi";
import { orderEvents, ordersSource } from "../../functions/contracts/bus";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { onTable, publishToTopic, putEvents, readStream, sendToQueue } from "../blocks/grants";
import { streamTrigger } from "../blocks/stream-trigger";
import type { Table } from "../blocks/table";

/** Where changes of orders are published. */
export interface ShopEvents {
  readonly confirmationsTopicArn: pulumi.Output<string>;
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;
}

/** New and changed orders, which are published. */
const changes = [{ eventName: ["INSERT", "MODIFY"] }];

/**
 * Manual removals, which belong in the audit trail. Those by the table's expiry name DynamoDB as the user and stay out.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
const removals = [{ eventName: ["REMOVE"], userIdentity: { principalId: [{ exists: false }] } }];

/** The outbox: publishes confirmation requests and order events, at least once, and in order for each order. */
export function publisherFunction(
  args: FunctionSharedArgs,
  table: Table,
  events: ShopEvents,
  deadLetterQueue: DeadLetterQueue,
  parent: pulumi.Resource,
): LambdaFunction {
  const fn = new LambdaFunction(
    "orders-publisher",
    {
      ...args,
      entry: "orders/publisher",
      description: "Publishes what happened to orders",
      environment: {
        CONFIRMATIONS_TOPIC_ARN: events.confirmationsTopicArn,
        EVENT_BUS_NAME: events.busName,
        FAILURE_QUEUE_URL: deadLetterQueue.url,
      },
      grants: [
        ...readStream(table.streamArn),
        publishToTopic(events.confirmationsTopicArn),
        // The bus uses the key in its own name, not in the caller's.
        putEvents(events.busArn, ordersSource, Object.values(orderEvents)),
        sendToQueue(deadLetterQueue.arn),
      ],
    },
    { parent },
  );
  streamTrigger("orders-publisher-stream", { ...args, fn, table, deadLetterQueue, patterns: changes }, parent);
  return fn;
}

/** Writes down who did what. A consumer of its own: a stuck publisher does not stop it. */
export function auditorFunction(
  args: FunctionSharedArgs,
  table: Table,
  audit: Table,
  deadLetterQueue: DeadLetterQueue,
  parent: pulumi.Resource,
): LambdaFunction {
  const fn = new LambdaFunction(
    "orders-auditor",
    {
      ...args,
      entry: "orders/auditor",
      description: "Records who did what to which order",
      environment: {
        AUDIT_TABLE_NAME: audit.name,
        AUDIT_RETENTION_DAYS: String(args.stack.config.auditRetentionDays),
        FAILURE_QUEUE_URL: deadLetterQueue.url,
      },
      grants: [
        ...readStream(table.streamArn),
        onTable(["dynamodb:PutItem"], audit.arn),
        sendToQueue(deadLetterQueue.arn),
      ],
    },
    { parent },
  );
  streamTrigger(
    "orders-auditor-stream",
    { ...args, fn, table, deadLetterQueue, patterns: [...changes, ...removals] },
    parent,
  );
  return fn;
}
