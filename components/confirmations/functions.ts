import type * as pulumi from "@pulumi/pulumi";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { consumeQueue, onTable, sendEmail, sendToQueue } from "../blocks/grants";
import type { Queue } from "../blocks/queue";
import { queueTrigger, queueVariables } from "../blocks/queue-trigger";
import type { Table } from "../blocks/table";
import { usualDurationMs } from "../config/rules";
import { leaseSeconds } from "../config/times";
import type { ConfirmationEmail } from "./email";

interface Dependencies {
  readonly deliveries: Table;
  readonly suppressions: Table;
  readonly email: ConfirmationEmail;
  readonly queue: Queue;
}

/** Reads requests and sends emails. */
export function senderFunction(args: FunctionSharedArgs, deps: Dependencies, parent: pulumi.Resource): LambdaFunction {
  const { config } = args.stack;
  const { deliveries, suppressions, email, queue } = deps;
  const fn = new LambdaFunction(
    "confirmations-sender",
    {
      ...args,
      entry: "confirmations/sender",
      description: "Sends the confirmation of an order, once",
      thresholds: { averageDurationMs: usualDurationMs(config, "confirmations/sender") },
      environment: {
        ...confirmationVariables(args, deps),
        SENDER_ADDRESS: config.senderAddress,
        LEASE_SECONDS: String(leaseSeconds(config)),
        SHOP_NAME: config.shopName,
        SHOP_TIME_ZONE: config.shopTimeZone,
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], deliveries.arn),
        onTable(["dynamodb:GetItem"], suppressions.arn),
        sendEmail(args.stack, email.identityArn, email.configurationSetArn),
        consumeQueue(queue.arn),
        sendToQueue(queue.deadLettersArn),
      ],
    },
    { parent },
  );
  trigger(args, fn, queue, config.senderMaxConcurrency, parent);
  return fn;
}

/** Reads SES's events about emails. */
export function feedbackFunction(
  args: FunctionSharedArgs,
  deps: Dependencies,
  parent: pulumi.Resource,
): LambdaFunction {
  const { deliveries, suppressions, queue } = deps;
  const fn = new LambdaFunction(
    "confirmations-feedback",
    {
      ...args,
      entry: "confirmations/feedback",
      description: "Records what became of each confirmation and suppresses bad addresses",
      environment: confirmationVariables(args, deps),
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
function confirmationVariables({ stack: { config } }: FunctionSharedArgs, deps: Dependencies) {
  return {
    DELIVERIES_TABLE_NAME: deps.deliveries.name,
    SUPPRESSIONS_TABLE_NAME: deps.suppressions.name,
    DELIVERY_RETENTION_DAYS: String(config.deliveryRetentionDays),
    CONFIGURATION_SET_NAME: deps.email.configurationSetName,
    ...queueVariables(config, deps.queue),
  };
}

function trigger(
  { stack }: FunctionSharedArgs,
  fn: LambdaFunction,
  queue: Queue,
  maxConcurrency: number,
  parent: pulumi.Resource,
): void {
  queueTrigger(
    `${fn.logicalName}-queue`,
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
