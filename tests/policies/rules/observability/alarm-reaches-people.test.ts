import { alarmReachesPeople } from "../../../../policies/rules/observability/alarm-reaches-people";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType, mappingType, queueType, topicType as type } from "./watched";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:alerts";
const alerts = { type, name: "alerts" };

const allow = {
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
  Condition: {
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-prod" },
  },
};
const denyPlain = {
  Effect: "Deny",
  Principal: "*",
  Action: "sns:Publish",
  Resource: topicArn,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policyOf = (...statements: readonly unknown[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const queue = resource(queueType, "queue", { name: "queue-prod" });
const valid = [
  resource(type, "alerts", { name: "alerts" }, { outputs: { arn: topicArn } }),
  resource(
    "aws:sns/topicPolicy:TopicPolicy",
    "policy",
    { arn: topicArn, policy: policyOf(denyPlain, allow) },
    { outputs: {} },
  ),
  resource("aws:sns/topicSubscription:TopicSubscription", "mail", {
    topic: topicArn,
    protocol: "email",
    endpoint: "ops@example.com",
  }),
  alarm(
    "errors",
    "AWS/Lambda",
    "Errors",
    {},
    {
      arn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors-prod",
      alarmActions: [topicArn],
    },
  ),
];

const refusing = (title: string, ...statements: readonly unknown[]) => ({
  title: `a topic policy with ${title}`,
  change: () => set(valid, "policy", "policy", policyOf(...statements)),
  ...alerts,
  says: /wanted a statement that lets cloudwatch\.amazonaws\.com publish for 'errors', and none that forbids it/,
});

testRule(alarmReachesPeople, {
  valid,
  passing: [
    { title: "a topic with AWS's own policy, which lets in the account's alarms", resources: without(valid, "policy") },
    {
      title: "an alarm that is not known before deployment, by where its action comes from",
      resources: [
        ...without(valid, "errors"),
        resource(
          alarmType,
          "errors",
          { ...valid[3]?.inputs, alarmActions: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"] },
          { propertyDependencies: { alarmActions: [valid[0]?.urn ?? ""] } },
        ),
      ],
    },
  ],
  failing: [
    {
      title: "an action outside the stack",
      change: () => set(valid, "errors", "alarmActions.0", "arn:aws:sns:eu-central-1:123456789012:others"),
      type: alarmType,
      name: "errors",
      says: /alarmActions\.0 is arn:aws:sns:eu-central-1:123456789012:others, wanted a topic of this stack/,
    },
    {
      title: "a second action outside the stack",
      change: () => set(valid, "errors", "alarmActions", [topicArn, "arn:aws:sns:eu-central-1:123456789012:others"]),
      type: alarmType,
      name: "errors",
      says: /alarmActions\.1 is/,
    },
    refusing("nothing for CloudWatch", denyPlain),
    refusing("another service", { ...allow, Principal: { Service: "events.amazonaws.com" } }),
    refusing("another action", { ...allow, Action: "sns:Subscribe" }),
    refusing("another topic", { ...allow, Resource: `${topicArn}-dev` }),
    refusing("another account", { ...allow, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }),
    refusing("the alarms of another stack", {
      ...allow,
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-dev" } },
    }),
    refusing("a condition that CloudWatch cannot meet", {
      ...allow,
      Condition: { StringEquals: { "kms:ViaService": "sns.eu-central-1.amazonaws.com" } },
    }),
    refusing("a Deny for CloudWatch", allow, { ...allow, Effect: "Deny" }),
    refusing("a Deny without its condition", allow, { ...denyPlain, Condition: {} }),
    refusing("the Deny turned round", allow, { ...denyPlain, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    refusing("a Deny for all but somebody", allow, {
      Effect: "Deny",
      NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: "*",
      Resource: "*",
    }),
    {
      title: "a topic that nobody reads",
      change: () => without(valid, "mail"),
      ...alerts,
      says: /name is \[\], wanted a subscription by email or email-json or sms or https/,
    },
    {
      title: "a topic whose reader filters",
      change: () => set(valid, "mail", "filterPolicy", '{"severity":["critical"]}'),
      ...alerts,
      says: /wanted a subscription by email .* without a filter/,
    },
    {
      title: "a subscription without a topic",
      change: () => drop(valid, "mail", "topic"),
      ...alerts,
      says: /name is \[\]/,
    },
    {
      title: "a topic that calls a function",
      change: () => [
        ...valid,
        resource("aws:sns/topicSubscription:TopicSubscription", "call", { topic: topicArn, protocol: "lambda" }),
      ],
      ...alerts,
      says: /wanted a topic that calls no function/,
    },
    {
      title: "a topic that calls a function by a queue",
      change: () => [
        ...valid,
        queue,
        resource(mappingType, "mapping", { eventSourceArn: queue.state.arn }),
        resource("aws:sns/topicSubscription:TopicSubscription", "fill", {
          topic: topicArn,
          protocol: "sqs",
          endpoint: queue.state.arn,
        }),
      ],
      ...alerts,
      says: /wanted a topic that calls no function/,
    },
  ],
});
