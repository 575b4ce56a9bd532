import { findsStreams, joinsNetworkBy, pollsQueue, pollsStream, traces, writesLog } from "../../aws/lambda-calls";

/**
 * Data-plane actions that a function may hold, by service. AWS's access levels are too coarse for this: `PutItem` and `DeleteTable` are
 * both `Write`. Left out on purpose: actions that read or empty whole stores (`Scan`, `PurgeQueue`), PartiQL, which gets around grants of
 * exact actions, and actions that no function here needs, such as `DeleteItem`: items expire.
 */
export const dataActions: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "GetItem", "PutItem", "Query", "UpdateItem"],
  sqs: ["GetQueueUrl", "SendMessage"],
  sns: ["Publish"],
  events: ["PutEvents"],
  s3: ["GetObject", "PutObject"],
  secretsmanager: ["GetSecretValue"],
  ssm: ["GetParameter", "GetParameters"],
  lambda: ["InvokeFunction"],
  states: ["StartExecution"],
  kinesis: ["PutRecord", "PutRecords"],
  ses: ["SendEmail", "SendRawEmail"],
};

/** What a role may hold on the queue that feeds its function: its code delays retries. */
export const usesPolledQueue = ["sqs:ChangeMessageVisibility", ...pollsQueue] as const;

/** Everything that a function's role may hold, as `service:Action`. */
export function functionActions(): readonly string[] {
  return [
    ...Object.entries(dataActions).flatMap(([service, names]) => names.map((name) => `${service}:${name}`)),
    ...usesPolledQueue,
    ...pollsStream,
    ...findsStreams,
    ...traces,
    ...joinsNetworkBy,
    ...writesLog,
    ...["kms:Decrypt", "kms:GenerateDataKey"],
  ];
}
