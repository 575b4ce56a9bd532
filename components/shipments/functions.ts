import type * as pulumi from "@pulumi/pulumi";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { consumeQueue, onTable, publishToTopic, sendToQueue } from "../blocks/grants";
import type { Queue } from "../blocks/queue";
import { queueTrigger, queueVariables } from "../blocks/queue-trigger";
import type { Table } from "../blocks/table";
import { DEAD_LETTER_RETENTION_SECONDS, timeoutOf } from "../config/times";

interface Dependencies {
  readonly table: Table;
  readonly queue: Queue;
  readonly notificationsTopicArn: pulumi.Input<string>;
}

const DEAD_LETTER_DAYS = DEAD_LETTER_RETENTION_SECONDS / 86_400;

/** Reads carriers' events and keeps them. */
export function processorFunction(
  args: FunctionSharedArgs,
  { table, queue, notificationsTopicArn }: Dependencies,
  parent: pulumi.Resource,
): LambdaFunction {
  const { config } = args.stack;
  const fn = new LambdaFunction(
    "shipments-processor",
    {
      ...args,
      entry: "shipments/processor",
      description: "Keeps what carriers tell about shipments",
      environment: {
        ...queueVariables(config, queue),
        SHIPMENTS_TABLE_NAME: table.name,
        NOTIFICATIONS_TOPIC_ARN: notificationsTopicArn,
        LEASE_SECONDS: String(timeoutOf(config, "shipments/processor")),
        // As long as a failed event can come back: replayed on its last day in the archive, redriven on its last day as a dead letter.
        NOTICE_RETENTION_DAYS: String(config.archiveRetentionDays + DEAD_LETTER_DAYS),
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:PutItem"], table.arn),
        publishToTopic(notificationsTopicArn),
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
