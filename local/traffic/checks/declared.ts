// Declared settings, read back from the emulator, which proves that an AWS API accepted them in this form.

import { GetStageCommand } from "@aws-sdk/client-api-gateway";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { functionNamesOf, tableNamesOf } from "../../../ops/stack/outputs";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Functions as they run: processor, runtime, log group of their own with key and retention. */
export const functionsDeclared: Check = {
  pipeline: "stack",
  ids: ["X5", "X9"],
  async look({ traffic }) {
    const { aws } = traffic;
    const wrong: string[] = [];
    const names = functionNamesOf(traffic.outputs);
    for (const FunctionName of names) {
      const found = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      if (found.Architectures?.join() !== "arm64")
        wrong.push(`${FunctionName} is made for ${found.Architectures?.join()}`);
      if (!/^nodejs2[24]\.x$/.test(found.Runtime ?? "")) wrong.push(`${FunctionName} runs on ${found.Runtime}`);
      const group = found.LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`;
      const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }));
      const own = logGroups.find(({ logGroupName }) => logGroupName === group);
      if (own?.retentionInDays === undefined) wrong.push(`${group} keeps its lines for ever, or does not exist`);
      if (own?.kmsKeyId === undefined) wrong.push(`${group} is not encrypted with the stack's key`);
    }
    return verdict(
      wrong,
      `${names.length} functions on arm64 and Node.js 22 or later, each with an encrypted log group and a retention`,
    );
  },
};

/** Dead letters of both kinds on every asynchronous path. */
export const deadLetterPaths: Check = {
  pipeline: "stack",
  ids: ["X7", "X8", "E1"],
  async look({ traffic }) {
    const { confirmations, notifications, orders, shipments } = traffic.outputs;
    const wrong = [
      ...(await queuePath(traffic, confirmations.queueUrl, confirmations.deadLetterQueueUrl)),
      ...(await queuePath(traffic, confirmations.feedbackQueueUrl, confirmations.feedbackDeadLetterQueueUrl)),
      ...(await queuePath(traffic, shipments.queueUrl, shipments.deadLetterQueueUrl)),
      ...(await subscriptionPath(traffic, "sqs", confirmations.topicArn, confirmations.subscriptionDeadLetterQueueUrl)),
      ...(await subscriptionPath(
        traffic,
        "sqs",
        confirmations.feedbackTopicArn,
        confirmations.feedbackSubscriptionDeadLetterQueueUrl,
      )),
      ...(await subscriptionPath(traffic, "lambda", notifications.topicArn, notifications.deliveryDeadLetterQueueUrl)),
      ...(await callPath(traffic, notifications.functionName, notifications.failureQueueUrl)),
      ...(await streamPath(traffic, orders.functionNames.publisher, orders.publisherFailureQueueUrl)),
      ...(await streamPath(traffic, orders.functionNames.auditor, orders.auditorFailureQueueUrl)),
    ];
    return verdict(
      wrong,
      "3 queues, 3 subscriptions, 2 stream consumers and 1 function that a topic calls: each with encrypted dead letters kept for 14 days",
    );
  },
};

const fourteenDays = String(14 * 24 * 3600);

async function attributesOf({ aws }: Traffic, QueueUrl: string): Promise<Partial<Record<string, string>>> {
  const { Attributes = {} } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes;
}

async function endsIn(traffic: Traffic, target: string | undefined, deadUrl: string, what: string): Promise<string[]> {
  const dead = await attributesOf(traffic, deadUrl);
  const wrong = target === dead.QueueArn ? [] : [`${what} leads to ${target ?? "nothing"}`];
  if (dead.MessageRetentionPeriod !== fourteenDays)
    wrong.push(`${dead.QueueArn} keeps messages for ${dead.MessageRetentionPeriod} s`);
  if (dead.KmsMasterKeyId === undefined) wrong.push(`${dead.QueueArn} is not encrypted`);
  return wrong;
}

async function queuePath(traffic: Traffic, url: string, deadUrl: string): Promise<string[]> {
  const { RedrivePolicy = "{}" } = await attributesOf(traffic, url);
  const { deadLetterTargetArn } = JSON.parse(RedrivePolicy) as { deadLetterTargetArn?: string };
  return endsIn(traffic, deadLetterTargetArn, deadUrl, `the queue ${url.split("/").at(-1)}`);
}

async function subscriptionPath(
  traffic: Traffic,
  protocol: "sqs" | "lambda",
  TopicArn: string,
  deadUrl: string,
): Promise<string[]> {
  const { Subscriptions = [] } = await traffic.aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const { SubscriptionArn } = Subscriptions.find(({ Protocol }) => Protocol === protocol) ?? {};
  if (SubscriptionArn === undefined) return [`the topic ${TopicArn} feeds no ${protocol}`];
  const { Attributes = {} } = await traffic.aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const { deadLetterTargetArn } = JSON.parse(Attributes.RedrivePolicy ?? "{}") as { deadLetterTargetArn?: string };
  const wrong = await endsIn(traffic, deadLetterTargetArn, deadUrl, `the subscription of ${TopicArn}`);
  if (protocol === "sqs" && Attributes.RawMessageDelivery !== "true")
    wrong.push(`the subscription of ${TopicArn} wraps its messages`);
  return wrong;
}

/** Settings for failed asynchronous calls of a function. */
async function callPath(traffic: Traffic, FunctionName: string, deadUrl: string): Promise<string[]> {
  const { DestinationConfig } = await traffic.aws.lambda.send(
    new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: "live" }),
  );
  return endsIn(traffic, DestinationConfig?.OnFailure?.Destination, deadUrl, `what ${FunctionName} fails at`);
}

async function streamPath({ aws, ...traffic }: Traffic, functionName: string, deadUrl: string): Promise<string[]> {
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
  const mapping = EventSourceMappings.find(
    ({ FunctionArn }) => FunctionArn?.includes(`:function:${functionName}`) === true,
  );
  const wrong = await endsIn(
    { aws, ...traffic },
    mapping?.DestinationConfig?.OnFailure?.Destination,
    deadUrl,
    `the stream of ${functionName}`,
  );
  if (mapping?.FunctionResponseTypes?.includes("ReportBatchItemFailures") !== true)
    wrong.push(`${functionName} cannot report single records`);
  if (mapping?.BisectBatchOnFunctionError !== true) wrong.push(`${functionName} does not bisect a failing batch`);
  return wrong;
}

/** The gateway's limits and logs. */
export const stageDeclared: Check = {
  pipeline: "orders",
  ids: ["O4"],
  async look({ traffic }) {
    const { apiId, stageName } = traffic.outputs.orders;
    const stage = await traffic.aws.apiGateway.send(new GetStageCommand({ restApiId: apiId, stageName }));
    const settings = stage.methodSettings?.["*/*"];
    const wrong: string[] = [];
    if (settings?.throttlingRateLimit !== 500 || settings.throttlingBurstLimit !== 1_000) {
      wrong.push(
        `the stage throttles at ${settings?.throttlingRateLimit} per second and ${settings?.throttlingBurstLimit} at once`,
      );
    }
    if (settings?.metricsEnabled !== true) wrong.push("the stage writes no metrics");
    return verdict(wrong, "the stage throttles at 500 requests per second and 1,000 at once, and writes metrics");
  },
};

/** Tables: key, recovery, expiry. */
export const tablesDeclared: Check = {
  pipeline: "orders",
  ids: ["O5", "N3", "X3"],
  async look({ traffic }) {
    const { orders, confirmations, notifications, stack } = traffic.outputs;
    const wrong: string[] = [];
    const names = tableNamesOf(traffic.outputs);
    for (const TableName of names) {
      const { Table } = await traffic.aws.dynamo.send(new DescribeTableCommand({ TableName }));
      if (Table?.SSEDescription?.KMSMasterKeyArn !== stack.keyArn)
        wrong.push(`${TableName} is not encrypted with the stack's key`);
      const { ContinuousBackupsDescription: backups } = await traffic.aws.dynamo.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      if (backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus !== "ENABLED")
        wrong.push(`${TableName} has no point-in-time recovery`);
      if (TableName === confirmations.suppressionsTableName) continue; // entries do not expire
      const { TimeToLiveDescription: ttl } = await traffic.aws.dynamo.send(
        new DescribeTimeToLiveCommand({ TableName }),
      );
      if (ttl?.AttributeName !== "expiresAt") wrong.push(`${TableName} never forgets`);
    }
    for (const [TableName, index] of [
      [orders.tableName, "CustomerIndex"],
      [notifications.tableName, "StatusIndex"],
    ] as const) {
      const { Table } = await traffic.aws.dynamo.send(new DescribeTableCommand({ TableName }));
      if (Table?.StreamSpecification?.StreamViewType !== "NEW_AND_OLD_IMAGES")
        wrong.push(`${TableName} has no full stream`);
      if (Table?.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST") wrong.push(`${TableName} is not on demand`);
      if (!Table?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === index))
        wrong.push(`${TableName} has no ${index}`);
    }
    return verdict(
      wrong,
      `${names.length} tables encrypted with the stack's key, with point-in-time recovery and expiry; orders and notifications on demand, with index and stream`,
    );
  },
};
