import { on, type Rows } from "./row";

/** Queues, topics, the event bus and mail. */
export const messageRows: Rows = {
  "aws:sqs/queue:Queue": [
    on("queue", "sqs", {
      create: ["CreateQueue", "TagQueue"],
      read: ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"],
      update: ["SetQueueAttributes", "UntagQueue"],
      delete: ["DeleteQueue"],
    }),
  ],
  "aws:sqs/queuePolicy:QueuePolicy": [
    on("queue", "sqs", { create: ["SetQueueAttributes"], read: ["GetQueueAttributes"] }),
  ],
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": [
    on("queue", "sqs", { create: ["SetQueueAttributes"], read: ["GetQueueAttributes"] }),
  ],
  "aws:sns/topic:Topic": [
    on("topic", "sns", {
      create: ["CreateTopic", "SetTopicAttributes", "TagResource"],
      read: ["GetTopicAttributes", "ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteTopic"],
    }),
  ],
  "aws:sns/topicPolicy:TopicPolicy": [
    on("topic", "sns", { create: ["SetTopicAttributes"], read: ["GetTopicAttributes"] }),
  ],
  "aws:sns/topicSubscription:TopicSubscription": [
    // SNS knows no resource but topics: what is done to a subscription is authorized against its topic's ARN.
    on("topic", "sns", {
      create: ["SetSubscriptionAttributes", "Subscribe"],
      read: ["GetSubscriptionAttributes"],
      delete: ["Unsubscribe"],
    }),
  ],
  "aws:cloudwatch/eventBus:EventBus": [
    on("bus", "events", {
      create: ["CreateEventBus", "TagResource"],
      read: ["DescribeEventBus", "ListTagsForResource"],
      update: ["UntagResource", "UpdateEventBus"],
      delete: ["DeleteEventBus"],
    }),
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "GenerateDataKey"] }),
  ],
  "aws:cloudwatch/eventArchive:EventArchive": [
    on("archive", "events", {
      create: ["CreateArchive"],
      read: ["DescribeArchive"],
      update: ["UpdateArchive"],
      delete: ["DeleteArchive"],
    }),
    on("bus", "events", { create: ["CreateArchive"] }),
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "GenerateDataKey"] }),
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    on("rule", "events", {
      create: ["PutRule", "TagResource"],
      read: ["DescribeRule", "ListTagsForResource"],
      update: ["DisableRule", "EnableRule", "UntagResource"],
      delete: ["DeleteRule"],
    }),
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [
    on("rule", "events", { create: ["PutTargets"], read: ["ListTargetsByRule"], delete: ["RemoveTargets"] }),
  ],
  "aws:sesv2/emailIdentity:EmailIdentity": [
    on("identity", "ses", {
      create: ["CreateEmailIdentity", "TagResource"],
      read: ["GetEmailIdentity", "ListTagsForResource"],
      update: ["PutEmailIdentityConfigurationSetAttributes", "PutEmailIdentityDkimSigningAttributes", "UntagResource"],
      delete: ["DeleteEmailIdentity"],
    }),
    on("configurationSet", "ses", { update: ["PutEmailIdentityConfigurationSetAttributes"] }),
  ],
  "aws:sesv2/configurationSet:ConfigurationSet": [
    on("configurationSet", "ses", {
      create: ["CreateConfigurationSet", "TagResource"],
      read: ["GetConfigurationSet", "ListTagsForResource"],
      update: [
        "PutConfigurationSetDeliveryOptions",
        "PutConfigurationSetReputationOptions",
        "PutConfigurationSetSendingOptions",
        "PutConfigurationSetSuppressionOptions",
        "UntagResource",
      ],
      delete: ["DeleteConfigurationSet"],
    }),
  ],
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": [
    on("configurationSet", "ses", {
      create: ["CreateConfigurationSetEventDestination"],
      read: ["GetConfigurationSetEventDestinations"],
      update: ["UpdateConfigurationSetEventDestination"],
      delete: ["DeleteConfigurationSetEventDestination"],
    }),
  ],
};
