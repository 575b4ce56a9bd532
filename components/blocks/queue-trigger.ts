import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema";
import { visibilitySeconds } from "../config/times";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { StackContext } from "../stack";
import type { LambdaFunction } from "./function";
import type { Queue } from "./queue";

export interface QueueTriggerArgs {
  readonly stack: StackContext;
  readonly fn: LambdaFunction;
  readonly queue: Queue;
  /** Messages per call, 1 to 10. */
  readonly batchSize: number;
  /** Seconds to wait for a full batch, 0 to 300. */
  readonly windowSeconds: number;
  /** Calls at the same time, 2 to 1,000. */
  readonly maxConcurrency: number;
}

/** Variables of a function that reads a queue: the queue's URL, and how often to retry. */
export function queueVariables(config: Config, queue: Queue) {
  return {
    QUEUE_URL: queue.url,
    DEAD_LETTER_QUEUE_URL: queue.deadLettersUrl,
    MAX_RECEIVE_COUNT: String(config.maxReceiveCount),
    BACKOFF_BASE_SECONDS: String(config.backoffBaseSeconds),
    BACKOFF_MAX_SECONDS: String(config.backoffMaxSeconds),
  };
}

/** Makes a function read a queue, through its alias, and report failed messages individually. */
export function queueTrigger(
  name: LogicalName,
  args: QueueTriggerArgs,
  parent: pulumi.Resource,
): aws.lambda.EventSourceMapping {
  checkQueueTrigger(name, {
    visibilityTimeoutSeconds: args.queue.visibilityTimeoutSeconds,
    timeoutSeconds: args.fn.timeoutSeconds,
    reservedConcurrency: args.fn.reservedConcurrency,
    windowSeconds: args.windowSeconds,
    maxConcurrency: args.maxConcurrency,
  });
  return new aws.lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: args.queue.arn,
      functionName: args.fn.aliasArn,
      batchSize: args.batchSize,
      maximumBatchingWindowInSeconds: args.windowSeconds,
      // Without it one failed message returns its whole batch to the queue.
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: args.maxConcurrency },
      tags: args.stack.tags,
    },
    { parent, dependsOn: [...args.fn.policies] },
  );
}

/** Settings of a queue and its reader that must fit each other. */
export interface QueueArithmetic {
  readonly visibilityTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly windowSeconds: number;
  readonly maxConcurrency: number;
  readonly reservedConcurrency: number | undefined;
}

/** @throws the queue shows a message again while it is being processed, or throttling would move healthy messages to the dead letters */
export function checkQueueTrigger(name: string, numbers: QueueArithmetic): void {
  const { visibilityTimeoutSeconds, timeoutSeconds, windowSeconds, maxConcurrency, reservedConcurrency } = numbers;
  const needed = visibilitySeconds(timeoutSeconds, windowSeconds);
  if (visibilityTimeoutSeconds < needed) {
    throw new Error(
      `${name}: the queue's visibility timeout must be at least 6 x ${timeoutSeconds} s + ${windowSeconds} s = ${needed} s, ${visibilityTimeoutSeconds} given`,
    );
  }
  if (maxConcurrency < 2) throw new Error(`${name}: maxConcurrency must be at least 2, ${maxConcurrency} given`);
  if (reservedConcurrency !== undefined && reservedConcurrency < maxConcurrency) {
    throw new Error(
      `${name}: the function reserves ${reservedConcurrency} concurrent calls, fewer than the queue's maxConcurrency of ${maxConcurrency}`,
    );
  }
}
