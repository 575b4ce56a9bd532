import { CreateQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, json, number, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";
import { allowPlainHttp } from "../widened-grants";

const attributeNames = {
  delaySeconds: "DelaySeconds",
  maxMessageSize: "MaximumMessageSize",
  messageRetentionSeconds: "MessageRetentionPeriod",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  visibilityTimeoutSeconds: "VisibilityTimeout",
  kmsMasterKeyId: "KmsMasterKeyId",
  kmsDataKeyReusePeriodSeconds: "KmsDataKeyReusePeriodSeconds",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  fifoQueue: "FifoQueue",
  contentBasedDeduplication: "ContentBasedDeduplication",
  deduplicationScope: "DeduplicationScope",
  fifoThroughputLimit: "FifoThroughputLimit",
  policy: "Policy",
  redrivePolicy: "RedrivePolicy",
  redriveAllowPolicy: "RedriveAllowPolicy",
} as const;

export const queue = defineAdapter({
  type: awsTypes.sqs.queue,
  inputs: z.strictObject({
    name: z.string(),
    delaySeconds: number,
    maxMessageSize: number,
    messageRetentionSeconds: number,
    receiveWaitTimeSeconds: number,
    visibilityTimeoutSeconds: number,
    kmsMasterKeyId: text,
    kmsDataKeyReusePeriodSeconds: number,
    sqsManagedSseEnabled: flag,
    fifoQueue: flag,
    contentBasedDeduplication: flag,
    deduplicationScope: text,
    fifoThroughputLimit: text,
    policy: json.optional(),
    redrivePolicy: json.optional(),
    redriveAllowPolicy: json.optional(),
    tags,
  }),
  outputs: ["arn", "url"],
  async create(inputs, { clients, target, onWidened }) {
    const attributes: Record<string, string> = {};
    for (const [input, attribute] of Object.entries(attributeNames)) {
      const value = inputs[input as keyof typeof attributeNames];
      if (value !== undefined) attributes[attribute] = String(value);
    }
    if (attributes.Policy !== undefined) attributes.Policy = allowPlainHttp("queues", attributes.Policy, onWidened);
    const { QueueUrl: url = "" } = await clients.sqs.send(
      new CreateQueueCommand({ QueueName: inputs.name, Attributes: attributes, tags: inputs.tags }),
    );
    return {
      id: url,
      state: { url, arn: `arn:${target.partition}:sqs:${target.region}:${target.accountId}:${inputs.name}` },
    };
  },
});

export const queuePolicy = attributeAdapter(awsTypes.sqs.queuePolicy, "policy");
export const redrivePolicy = attributeAdapter(awsTypes.sqs.redrivePolicy, "redrivePolicy");
export const redriveAllowPolicy = attributeAdapter(awsTypes.sqs.redriveAllowPolicy, "redriveAllowPolicy");

/** A resource of its own that is one attribute of a queue, its `queueUrl`. */
function attributeAdapter(type: string, input: "policy" | "redrivePolicy" | "redriveAllowPolicy") {
  return defineAdapter({
    type,
    inputs: z.strictObject({ queueUrl: z.string(), [input]: json }),
    outputs: [],
    async create(inputs, { clients, onWidened }) {
      const { queueUrl, [input]: declared } = inputs as { queueUrl: string } & Record<typeof input, string>;
      const attributes = {
        [attributeNames[input]]: input === "policy" ? allowPlainHttp("queues", declared, onWidened) : declared,
      };
      await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: attributes }));
      return { id: queueUrl, state: {} };
    },
  });
}
