import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
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
  /** Lambda filter patterns; a record passes that matches any of them. */
  readonly patterns: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Lets a function read a table's stream, through its alias, in order per item. A failing batch is halved until the bad record is
 * alone, tried a bounded number of times, and then its position goes to `failures`.
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
      // From the oldest record: an order placed while the mapping was being made must not be missed.
      startingPosition: "TRIM_HORIZON",
      batchSize: config.streamBatchSize,
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
