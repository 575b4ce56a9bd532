import { type Calls, lastOf, named, on } from "./call";

// By terraform-provider-aws, internal/service/{sqs,sns,events,sesv2}.
const queue = lastOf("/", { QueueName: "queueUrl" });
const topic = lastOf(":", { TopicName: "arn" });
const rule = named({ EventBusName: "eventBusName", RuleName: "name" });
const set = named({ ConfigurationSetName: "configurationSetName" });

/** EventBridge tries the key in the name of whoever sets it (EventBridge user guide, "Encryption at rest"). */
const busKey = on(
  "kms",
  "key",
  lastOf("/", { KeyId: "kmsKeyIdentifier" }),
  { create: ["DescribeKey", "GenerateDataKey", "Decrypt"] },
  { context: () => ({ "kms:ViaService": "events.eu-central-1.amazonaws.com" }) },
);

export const messageCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:sqs/queue:Queue": [
    on("sqs", "queue", named({ QueueName: "name" }), {
      create: ["CreateQueue", "TagQueue", "GetQueueAttributes"],
      read: ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"],
      update: ["SetQueueAttributes", "TagQueue", "UntagQueue"],
      delete: ["DeleteQueue", "GetQueueAttributes"],
    }),
  ],
  "aws:sqs/queuePolicy:QueuePolicy": [
    on("sqs", "queue", queue, {
      create: ["SetQueueAttributes", "GetQueueAttributes"],
      read: ["GetQueueAttributes"],
      update: ["SetQueueAttributes"],
      delete: ["SetQueueAttributes"],
    }),
  ],
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": [
    on("sqs", "queue", queue, {
      create: ["SetQueueAttributes", "GetQueueAttributes"],
      read: ["GetQueueAttributes"],
      update: ["SetQueueAttributes"],
      delete: ["SetQueueAttributes"],
    }),
  ],
  "aws:sns/topic:Topic": [
    on("sns", "topic", named({ TopicName: "name" }), {
      create: ["CreateTopic", "TagResource", "SetTopicAttributes"],
      read: ["GetTopicAttributes", "ListTagsForResource"],
      update: ["SetTopicAttributes", "TagResource", "UntagResource"],
      delete: ["DeleteTopic"],
    }),
  ],
  "aws:sns/topicPolicy:TopicPolicy": [
    on("sns", "topic", topic, {
      create: ["SetTopicAttributes", "GetTopicAttributes"],
      read: ["GetTopicAttributes"],
      update: ["SetTopicAttributes"],
      delete: ["SetTopicAttributes"],
    }),
  ],
  "aws:sns/topicSubscription:TopicSubscription": [
    on("sns", "topic", lastOf(":", { TopicName: "topic" }), {
      create: ["Subscribe", "GetSubscriptionAttributes", "SetSubscriptionAttributes"],
      read: ["GetSubscriptionAttributes"],
      update: ["SetSubscriptionAttributes"],
      delete: ["Unsubscribe", "GetSubscriptionAttributes"],
    }),
  ],
  "aws:cloudwatch/eventBus:EventBus": [
    on("events", "event-bus", named({ EventBusName: "name" }), {
      create: ["CreateEventBus", "TagResource"],
      read: ["DescribeEventBus", "ListTagsForResource"],
      update: ["UpdateEventBus", "TagResource", "UntagResource"],
      delete: ["DeleteEventBus"],
    }),
    busKey,
  ],
  "aws:cloudwatch/eventArchive:EventArchive": [
    on("events", "archive", named({ ArchiveName: "name" }), {
      create: ["CreateArchive"],
      read: ["DescribeArchive"],
      update: ["UpdateArchive"],
      delete: ["DeleteArchive"],
    }),
    on("events", "event-bus", lastOf("/", { EventBusName: "eventSourceArn" }), { create: ["CreateArchive"] }),
    busKey,
  ],
  "aws:cloudwatch/eventRule:EventRule": [
    on("events", "rule-on-custom-event-bus", rule, {
      create: ["PutRule", "TagResource"],
      read: ["DescribeRule", "ListTagsForResource"],
      update: ["PutRule", "EnableRule", "DisableRule", "TagResource", "UntagResource"],
      delete: ["DeleteRule"],
    }),
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [
    on("events", "rule-on-custom-event-bus", named({ EventBusName: "eventBusName", RuleName: "rule" }), {
      create: ["PutTargets"],
      read: ["ListTargetsByRule"],
      update: ["PutTargets"],
      delete: ["RemoveTargets"],
    }),
  ],
  "aws:sesv2/emailIdentity:EmailIdentity": [
    on("ses", "identity", named({ IdentityName: "emailIdentity" }), {
      create: ["CreateEmailIdentity", "TagResource"],
      read: ["GetEmailIdentity", "ListTagsForResource"],
      update: [
        "PutEmailIdentityConfigurationSetAttributes",
        "PutEmailIdentityDkimSigningAttributes",
        "TagResource",
        "UntagResource",
      ],
      delete: ["DeleteEmailIdentity", "GetEmailIdentity"],
    }),
    on("ses", "configuration-set", set, { update: ["PutEmailIdentityConfigurationSetAttributes"] }),
  ],
  "aws:sesv2/configurationSet:ConfigurationSet": [
    on("ses", "configuration-set", set, {
      create: ["CreateConfigurationSet", "TagResource"],
      read: ["GetConfigurationSet", "ListTagsForResource"],
      update: [
        "PutConfigurationSetDeliveryOptions",
        "PutConfigurationSetReputationOptions",
        "PutConfigurationSetSendingOptions",
        "PutConfigurationSetSuppressionOptions",
        "TagResource",
        "UntagResource",
      ],
      delete: ["DeleteConfigurationSet"],
    }),
  ],
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": [
    on("ses", "configuration-set", set, {
      create: ["CreateConfigurationSetEventDestination", "GetConfigurationSetEventDestinations"],
      read: ["GetConfigurationSetEventDestinations"],
      update: ["UpdateConfigurationSetEventDestination"],
      delete: ["DeleteConfigurationSetEventDestination"],
    }),
  ],
};
