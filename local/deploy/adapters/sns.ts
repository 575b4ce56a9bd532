import { createHash } from "node:crypto";
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, json, number, tagList, tags, text } from "../../../program/inputs";
import { letIn } from "../../service/let-in";
import { type AdapterContext, defineAdapter } from "../adapter";
import { allowPlainHttp } from "../widened-grants";

export const topic = defineAdapter({
  type: awsTypes.sns.topic,
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
  async create(inputs, { clients, target, onWidened }) {
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
    return { id: arn, state: { arn, owner: target.accountId } };
  },
});

export const topicPolicy = defineAdapter({
  type: awsTypes.sns.topicPolicy,
  inputs: z.strictObject({ arn: z.string(), policy: json }),
  outputs: ["owner"],
  async create(inputs, { clients, target, onWidened }) {
    const policy = allowPlainHttp("topics", inputs.policy, onWidened);
    await clients.sns.send(
      new SetTopicAttributesCommand({ TopicArn: inputs.arn, AttributeName: "Policy", AttributeValue: policy }),
    );
    return { id: inputs.arn, state: { owner: target.accountId } };
  },
});

export const topicSubscription = defineAdapter({
  type: awsTypes.sns.topicSubscription,
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
  async create(inputs, { clients, target, asynchronous }) {
    const filter = { FilterPolicy: inputs.filterPolicy, FilterPolicyScope: inputs.filterPolicyScope };
    const taken = inputs.protocol === "lambda" ? asynchronous : undefined;
    const subscribe = async (Protocol: string, Endpoint: string, attributes: Parameters<typeof attributesOf>[0]) => {
      const { SubscriptionArn = "" } = await clients.sns.send(
        new SubscribeCommand({
          ...{ TopicArn: inputs.topic, Protocol, Endpoint, ReturnSubscriptionArn: true },
          Attributes: attributesOf(attributes),
        }),
      );
      return SubscriptionArn;
    };
    const arn = await subscribe(inputs.protocol, inputs.endpoint, {
      RawMessageDelivery: inputs.rawMessageDelivery,
      RedrivePolicy: inputs.redrivePolicy,
      DeliveryPolicy: inputs.deliveryPolicy,
      // The emulator stores the subscription, so that it can be read, and the fake does its work.
      ...(taken === undefined ? filter : { FilterPolicy: nothingPasses }),
    });
    if (taken !== undefined) {
      const { url, arn: queueArn } = await queueInPlace(clients.sqs, inputs.topic, inputs.endpoint);
      await subscribe("sqs", queueArn, filter);
      taken.subscribe({ arn, topicArn: inputs.topic, functionArn: inputs.endpoint, queueUrl: url });
    }
    const state = { arn, confirmationWasAuthenticated: true, ownerId: target.accountId, pendingConfirmation: false };
    return { id: arn, state };
  },
});

/** No message has this attribute. */
const nothingPasses = JSON.stringify({ "backoffice-local-run": ["delivers-itself"] });

/** A queue of the local run that is subscribed to a topic in a function's place. It is not part of the program. */
async function queueInPlace(sqs: AdapterContext["clients"]["sqs"], topicArn: string, functionArn: string) {
  const digest = createHash("sha256").update(`${topicArn} ${functionArn}`).digest("hex");
  const { QueueUrl: url = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: `local-run-topic-calls-${digest.slice(0, 12)}` }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  const arn = Attributes?.QueueArn ?? "";
  await letIn(sqs, { queueUrl: url, queueArn: arn, service: "sns.amazonaws.com", sourceArn: topicArn });
  return { url, arn };
}

function attributesOf(values: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
