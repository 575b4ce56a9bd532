/**
 * What a function may do with data at all: the actions of the data planes, by service. AWS's access levels do not tell `PutItem` from
 * `DeleteTable`: both write. Left out on purpose is what reads or removes whole stores (`Scan`, `PurgeQueue`), what goes around
 * exact actions (PartiQL), and what nothing here does, such as deleting items: they expire.
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

/** What Lambda's poller does with a queue, and what a function does to try a message again later. Source: Lambda's guide on SQS. */
export const pollsQueue = {
  needs: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
  may: ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
} as const;

/** What Lambda's poller does with a table's stream. Source: Lambda's guide on DynamoDB. */
export const pollsStream = ["DescribeStream", "GetRecords", "GetShardIterator"] as const;

/** What tracing takes. Source: Lambda's guide on X-Ray. */
export const traces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;

/** What Lambda does in the role's name to join a network. Source: Lambda's guide on VPCs. */
export const joinsNetwork = {
  looks: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
  changes: [
    ...["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
    "ec2:UnassignPrivateIpAddresses",
  ],
} as const;

/** What Lambda does with the log. The group is declared: making groups is not among it. */
export const writesLog = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** Everything that a function's role may hold, as `service:Action`. */
export function functionActions(): readonly string[] {
  return [
    ...Object.entries(dataActions).flatMap(([service, names]) => names.map((name) => `${service}:${name}`)),
    ...pollsQueue.may.map((name) => `sqs:${name}`),
    ...[...pollsStream, "ListStreams"].map((name) => `dynamodb:${name}`),
    ...traces,
    ...joinsNetwork.looks,
    ...joinsNetwork.changes,
    ...writesLog,
    ...["kms:Decrypt", "kms:GenerateDataKey"],
  ];
}
