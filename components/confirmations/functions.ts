import type * as pulumi from "@pulumi/pulumi";
import { type FunctionFoundation, LambdaFunction } from "../blocks/function";
import { consumeQueue, onTable, sendMail, sendToQueue } from "../blocks/grants";
import type { Queue } from "../blocks/queue";
import { queueTrigger, queueVariables } from "../blocks/queue-trigger";
import type { Table } from "../blocks/table";
import { usualDurationMs } from "../config/rules";
import { leaseSeconds } from "../config/times";
import type { Mail } from "./mail";

interface Surroundings {
  readonly deliveries: Table;
  readonly suppressions: Table;
  readonly mail: Mail;
  readonly queue: Queue;
}

/** Reads requests and sends mails. */
export function senderFunction(
  args: FunctionFoundation,
  around: Surroundings,
  parent: pulumi.Resource,
): LambdaFunction {
  const { config } = args.stack;
  const { deliveries, suppressions, mail, queue } = around;
  const fn = new LambdaFunction(
    "confirmations-sender",
    {
      ...args,
      entry: "confirmations/sender",
      description: "Sends the confirmation of an order, once",
      thresholds: { averageDurationMs: usualDurationMs(config, "confirmations/sender") },
      environment: {
        ...confirmationVariables(args, around),
        SENDER_ADDRESS: config.senderAddress,
        LEASE_SECONDS: String(leaseSeconds(config)),
        SHOP_NAME: config.shopName,
        SHOP_TIME_ZONE: config.shopTimeZone,
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], deliveries.arn),
        onTable(["dynamodb:GetItem"], suppressions.arn),
        sendMail(args.stack, mail.identityArn, mail.configurationSetArn),
        consumeQueue(queue.arn),
        sendToQueue(queue.deadLettersArn),
      ],
    },
    { parent },
  );
  trigger(args, fn, queue, config.senderMaxConcurrency, parent);
  return fn;
}

/** Reads what SES says about mails. */
export function feedbackFunction(
  args: FunctionFoundation,
  around: Surroundings,
  parent: pulumi.Resource,
): LambdaFunction {
  const { deliveries, suppressions, queue } = around;
  const fn = new LambdaFunction(
    "confirmations-feedback",
    {
      ...args,
      entry: "confirmations/feedback",
      description: "Records what became of each confirmation and suppresses bad addresses",
      environment: confirmationVariables(args, around),
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], deliveries.arn),
        onTable(["dynamodb:PutItem"], suppressions.arn),
        consumeQueue(queue.arn),
        sendToQueue(queue.deadLettersArn),
      ],
    },
    { parent },
  );
  trigger(args, fn, queue, args.stack.config.feedbackMaxConcurrency, parent);
  return fn;
}

/** Variables that both functions read. */
function confirmationVariables({ stack: { config } }: FunctionFoundation, around: Surroundings) {
  return {
    DELIVERIES_TABLE_NAME: around.deliveries.name,
    SUPPRESSIONS_TABLE_NAME: around.suppressions.name,
    DELIVERY_RETENTION_DAYS: String(config.deliveryRetentionDays),
    CONFIGURATION_SET_NAME: around.mail.configurationSetName,
    ...queueVariables(config, around.queue),
  };
}

function trigger(
  { stack }: FunctionFoundation,
  fn: LambdaFunction,
  queue: Queue,
  maxConcurrency: number,
  parent: pulumi.Resource,
): void {
  queueTrigger(
    `${fn.stem}-queue`,
    {
      stack,
      fn,
      queue,
      batchSize: stack.config.queueBatchSize,
      windowSeconds: stack.config.queueBatchWindowSeconds,
      maxConcurrency,
    },
    parent,
  );
}
