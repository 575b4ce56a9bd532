// Dead-letter queues, read back from the emulator.

import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Dead letters of both kinds on every asynchronous path. */
export const deadLetterPaths: Check = {
  pipeline: "stack",
  ids: ["X7", "X8", "E1"],
  async look({ traffic }) {
    const { confirmations, orders, shipments } = traffic.outputs;
    const queues = [
      queuePath(traffic, confirmations.queueUrl, confirmations.deadLetterQueueUrl),
      queuePath(traffic, confirmations.feedbackQueueUrl, confirmations.feedbackDeadLetterQueueUrl),
      queuePath(traffic, shipments.queueUrl, shipments.deadLetterQueueUrl),
    ];
    const subscriptions = [
      subscriptionPath(traffic, "sqs", confirmations.topicArn, confirmations.subscriptionDeadLetterQueueUrl),
      subscriptionPath(
        traffic,
        "sqs",
        confirmations.feedbackTopicArn,
        confirmations.feedbackSubscriptionDeadLetterQueueUrl,
      ),
    ];
    const streams = [
      streamPath(traffic, orders.functionNames.publisher, orders.publisherFailureQueueUrl),
      streamPath(traffic, orders.functionNames.auditor, orders.auditorFailureQueueUrl),
    ];
    const wrong = (await Promise.all([...queues, ...subscriptions, ...streams])).flat();
    return verdict(
      wrong,
      `${queues.length} queues, ${subscriptions.length} subscriptions and ${streams.length} stream consumers: each with encrypted dead letters kept for 14 days`,
    );
  },
};

const fourteenDays = String(14 * 24 * 3600);

async function attributesOf({ aws }: Traffic, QueueUrl: string): Promise<Partial<Record<string, string>>> {
  const { Attributes = {} } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes;
}

/** What is wrong with the dead-letter queue that something leads to. */
export async function endsIn(
  traffic: Traffic,
  target: string | undefined,
  deadUrl: string,
  what: string,
): Promise<string[]> {
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

/** The dead-letter queue of a topic's subscription. */
export async function subscriptionPath(
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
