import type * as pulumi from "@pulumi/pulumi";
import { LambdaFunction } from "../blocks/function";
import { consumeQueue, onTable, publishToTopic, sendToQueue } from "../blocks/grants";
import type { Queue } from "../blocks/queue";
import { queueTrigger, queueVariables } from "../blocks/queue-trigger";
import type { Table } from "../blocks/table";
import { DEAD_LETTER_RETENTION_SECONDS, timeoutOf } from "../config/times";
import type { ShipmentsArgs } from ".";

interface Dependencies {
  readonly table: Table;
  readonly queue: Queue;
}

const DEAD_LETTER_DAYS = DEAD_LETTER_RETENTION_SECONDS / 86_400;

/** Reads carriers' events and stores them. */
export function processorFunction(
  args: ShipmentsArgs,
  { table, queue }: Dependencies,
  parent: pulumi.Resource,
): LambdaFunction {
  const { config } = args.stack;
  const topicArn = args.notificationsTopicArn;
  const fn = new LambdaFunction(
    "shipments-processor",
    {
      ...args,
      entry: "shipments/processor",
      description: "Stores carriers' shipment events",
      environment: {
        ...queueVariables(config, queue),
        SHIPMENTS_TABLE_NAME: table.name,
        ...(topicArn !== undefined && { NOTIFICATIONS_TOPIC_ARN: topicArn }),
        LEASE_SECONDS: String(timeoutOf(config, "shipments/processor")),
        // As long as a failed event can return: replayed on its last day in the archive, redriven on its last day as a dead letter.
        NOTICE_RETENTION_DAYS: String(config.archiveRetentionDays + DEAD_LETTER_DAYS),
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:PutItem"], table.arn),
        ...(topicArn === undefined ? [] : [publishToTopic(topicArn)]),
        consumeQueue(queue.arn),
        sendToQueue(queue.deadLettersArn),
      ],
    },
    { parent },
  );
  queueTrigger(
    "shipments-processor-queue",
    {
      stack: args.stack,
      fn,
      queue,
      batchSize: config.queueBatchSize,
      windowSeconds: config.queueBatchWindowSeconds,
      maxConcurrency: config.shipmentsMaxConcurrency,
    },
    parent,
  );
  return fn;
}
