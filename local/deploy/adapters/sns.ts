import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import * as z from "zod";
import { defineAdapter } from "../adapter";
import { allowPlainHttp } from "../widened-grants";
import { flag, json, number, tagList, tags, text } from "./inputs";

export const topic = defineAdapter({
  type: "aws:sns/topic:Topic",
  inputs: z.strictObject({
    name: z.string(),
    displayName: text,
    kmsMasterKeyId: text,
    policy: json.optional(),
    deliveryPolicy: json.optional(),
    fifoTopic: flag,
    contentBasedDeduplication: flag,
    signatureVersion: number,
    tags,
  }),
  ignores: { tracingConfig: "the emulator has no X-Ray" },
  outputs: ["arn", "owner"],
  async create(inputs, { clients, place, onWidened }) {
    const attributes = attributesOf({
      DisplayName: inputs.displayName,
      KmsMasterKeyId: inputs.kmsMasterKeyId,
      Policy: inputs.policy && allowPlainHttp("topics", inputs.policy, onWidened),
      DeliveryPolicy: inputs.deliveryPolicy,
      FifoTopic: inputs.fifoTopic,
      ContentBasedDeduplication: inputs.contentBasedDeduplication,
      SignatureVersion: inputs.signatureVersion,
    });
    const { TopicArn: arn = "" } = await clients.sns.send(
      new CreateTopicCommand({ Name: inputs.name, Attributes: attributes, Tags: tagList(inputs.tags) }),
    );
    return { id: arn, state: { arn, owner: place.accountId } };
  },
});

export const topicPolicy = defineAdapter({
  type: "aws:sns/topicPolicy:TopicPolicy",
  inputs: z.strictObject({ arn: z.string(), policy: json }),
  outputs: ["owner"],
  async create(inputs, { clients, place, onWidened }) {
    const policy = allowPlainHttp("topics", inputs.policy, onWidened);
    await clients.sns.send(
      new SetTopicAttributesCommand({ TopicArn: inputs.arn, AttributeName: "Policy", AttributeValue: policy }),
    );
    return { id: inputs.arn, state: { owner: place.accountId } };
  },
});

export const topicSubscription = defineAdapter({
  type: "aws:sns/topicSubscription:TopicSubscription",
  inputs: z.strictObject({
    topic: z.string(),
    protocol: z.string(),
    endpoint: z.string(),
    rawMessageDelivery: flag,
    redrivePolicy: json.optional(),
    filterPolicy: json.optional(),
    filterPolicyScope: text,
    deliveryPolicy: json.optional(),
  }),
  ignores: {
    confirmationTimeoutInMinutes: "the emulator confirms at once",
    endpointAutoConfirms: "the emulator confirms at once",
  },
  outputs: ["arn", "confirmationWasAuthenticated", "ownerId", "pendingConfirmation"],
  async create(inputs, { clients, place }) {
    const attributes = attributesOf({
      RawMessageDelivery: inputs.rawMessageDelivery,
      RedrivePolicy: inputs.redrivePolicy,
      FilterPolicy: inputs.filterPolicy,
      FilterPolicyScope: inputs.filterPolicyScope,
      DeliveryPolicy: inputs.deliveryPolicy,
    });
    const { SubscriptionArn: arn = "" } = await clients.sns.send(
      new SubscribeCommand({
        TopicArn: inputs.topic,
        Protocol: inputs.protocol,
        Endpoint: inputs.endpoint,
        Attributes: attributes,
        ReturnSubscriptionArn: true,
      }),
    );
    const state = { arn, confirmationWasAuthenticated: true, ownerId: place.accountId, pendingConfirmation: false };
    return { id: arn, state };
  },
});

function attributesOf(values: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
