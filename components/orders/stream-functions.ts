import type * as pulumi from "@pulumi/pulumi";
import { orderEvents, ordersSource } from "../../functions/contracts/bus";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { onTable, publishToTopic, putEvents, readStream, sendToQueue } from "../blocks/grants";
import { streamTrigger } from "../blocks/stream-trigger";
import type { Table } from "../blocks/table";

/** Topic and bus that receive changes of orders. */
export interface ShopEvents {
  readonly confirmationsTopicArn: pulumi.Output<string>;
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;
}

/** New and changed orders, which the publisher publishes. */
const changes = [{ eventName: ["INSERT", "MODIFY"] }];

/**
 * Deletions by a client, which the audit records. Deletions by time to live have DynamoDB as the user, and are filtered out.
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
        // EventBridge uses the bus's key with its own rights, not with the caller's.
        putEvents(events.busArn, ordersSource, Object.values(orderEvents)),
        sendToQueue(deadLetterQueue.arn),
      ],
    },
    { parent },
  );
  streamTrigger("orders-publisher-stream", { ...args, fn, table, deadLetterQueue, patterns: changes }, parent);
  return fn;
}

/** Records who changed an order, and how. A separate consumer, so that a blocked publisher does not stop it. */
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
