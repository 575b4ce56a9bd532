import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { lostPositionsAlarm } from "./alarms/lost";
import { iteratorAgeAlarm } from "./alarms/stream";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { LambdaFunction } from "./function";
import type { SharedArgs } from "./shared-args";
import type { Table } from "./table";

export interface StreamTriggerArgs extends SharedArgs {
  readonly fn: LambdaFunction;
  readonly table: Table;
  /** The queue for the position of records that could not be processed. The function needs `sendToQueue` for it. */
  readonly deadLetterQueue: DeadLetterQueue;
  /** Lambda filter patterns; a record that matches any of them is processed. */
  readonly patterns: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Makes a function read a table's stream, through its alias, in order per item. A failed batch is split in half until the failing record is
 * alone. That record is retried a limited number of times; then its position goes to `deadLetterQueue`.
 */
export function streamTrigger(
  name: LogicalName,
  args: StreamTriggerArgs,
  parent: pulumi.Resource,
): aws.lambda.EventSourceMapping {
  const { config, tags } = args.stack;
  iteratorAgeAlarm(name, args, args.fn.target, parent);
  lostPositionsAlarm(name, args, args.fn.name, parent);
  return new aws.lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: args.table.streamArn,
      functionName: args.fn.aliasArn,
      // From the oldest record, so that orders placed while the mapping is being created are not missed.
      startingPosition: "TRIM_HORIZON",
      batchSize: config.streamBatchSize,
      // Lambda's default is left out, so that no stack changes.
      ...(config.streamParallelization > 1 && { parallelizationFactor: config.streamParallelization }),
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: config.streamRetryAttempts,
      maximumRecordAgeInSeconds: config.streamMaxRecordAgeSeconds,
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: { onFailure: { destinationArn: args.deadLetterQueue.arn } },
      filterCriteria: { filters: args.patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
      tags,
    },
    { parent, dependsOn: [...args.fn.policies, args.deadLetterQueue.policy] },
  );
}
