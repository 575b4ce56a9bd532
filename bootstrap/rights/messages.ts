import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Queues, topics and the event bus. */
export const messageRows: Rows = {
  [awsTypes.sqs.queue]: [
    on("queue", "sqs", {
      create: ["CreateQueue", "TagQueue"],
      read: ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"],
      update: ["SetQueueAttributes", "UntagQueue"],
      delete: ["DeleteQueue"],
    }),
  ],
  [awsTypes.sqs.queuePolicy]: [on("queue", "sqs", { create: ["SetQueueAttributes"], read: ["GetQueueAttributes"] })],
  [awsTypes.sqs.redriveAllowPolicy]: [
    on("queue", "sqs", { create: ["SetQueueAttributes"], read: ["GetQueueAttributes"] }),
  ],
  [awsTypes.sns.topic]: [
    on("topic", "sns", {
      create: ["CreateTopic", "SetTopicAttributes", "TagResource"],
      read: ["GetTopicAttributes", "ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteTopic"],
    }),
  ],
  [awsTypes.sns.topicPolicy]: [on("topic", "sns", { create: ["SetTopicAttributes"], read: ["GetTopicAttributes"] })],
  [awsTypes.sns.topicSubscription]: [
    // Topics are SNS's only resource type in IAM: actions on a subscription are authorized against its topic's ARN.
    on("topic", "sns", {
      create: ["SetSubscriptionAttributes", "Subscribe"],
      read: ["GetSubscriptionAttributes"],
      delete: ["Unsubscribe"],
    }),
  ],
  [awsTypes.cloudwatch.eventBus]: [
    on("bus", "events", {
      create: ["CreateEventBus", "TagResource"],
      read: ["DescribeEventBus", "ListTagsForResource"],
      update: ["UntagResource", "UpdateEventBus"],
      delete: ["DeleteEventBus"],
    }),
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "GenerateDataKey"] }),
  ],
  [awsTypes.cloudwatch.eventArchive]: [
    on("archive", "events", {
      create: ["CreateArchive"],
      read: ["DescribeArchive"],
      update: ["UpdateArchive"],
      delete: ["DeleteArchive"],
    }),
    on("bus", "events", { create: ["CreateArchive"] }),
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "GenerateDataKey"] }),
  ],
  [awsTypes.cloudwatch.eventRule]: [
    on("rule", "events", {
      create: ["PutRule", "TagResource"],
      read: ["DescribeRule", "ListTagsForResource"],
      update: ["DisableRule", "EnableRule", "UntagResource"],
      delete: ["DeleteRule"],
    }),
  ],
  [awsTypes.cloudwatch.eventTarget]: [
    on("rule", "events", { create: ["PutTargets"], read: ["ListTargetsByRule"], delete: ["RemoveTargets"] }),
  ],
};
