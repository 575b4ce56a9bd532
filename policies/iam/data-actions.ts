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

/**
 * Lambda's poller needs `needs` on a queue; a function that delays a retry also needs `ChangeMessageVisibility`. Source: Lambda's guide
 * on SQS.
 */
export const pollsQueue = {
  needs: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
  may: ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"],
} as const;

/** What Lambda's poller needs on a table's stream. Source: Lambda's guide on DynamoDB. */
export const pollsStream = ["DescribeStream", "GetRecords", "GetShardIterator"] as const;

/** What X-Ray tracing needs. Source: Lambda's guide on X-Ray. */
export const traces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;

/** What Lambda calls with the function's role to attach it to a VPC. Source: Lambda's guide on VPCs. */
export const joinsNetwork = {
  looks: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
  changes: [
    ...["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
    "ec2:UnassignPrivateIpAddresses",
  ],
} as const;

/** What Lambda needs to write logs. `logs:CreateLogGroup` is not among them: the program declares the group. */
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
