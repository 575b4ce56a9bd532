import { alarmHasActions, alarmReachesPeople } from "../../../../policies/rules/cloudwatch/alarm-actions";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { type Refused, testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType, mappingType, queueType, topicType as type } from "../../../support/policies/shops/watched";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:alerts";

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

const policyWith = (...statements: readonly unknown[]): Refused => [
  set("policy", "policy", policyOf(...statements)),
  "alerts",
  /wanted a statement that lets cloudwatch\.amazonaws\.com publish for 'errors', and none that forbids it/,
];

testRule(alarmReachesPeople, {
  valid,
  passes: {
    "a topic with AWS's own policy, which lets in the account's alarms": without("policy"),
    "an alarm that is not known before deployment, by where its action comes from": [
      ...without("errors")(valid),
      resource(
        alarmType,
        "errors",
        { ...valid[3]?.inputs, alarmActions: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"] },
        { propertyDependencies: { alarmActions: [valid[0]?.urn ?? ""] } },
      ),
    ],
  },
  refuses: {
    "an action outside the stack": [
      set("errors", "alarmActions.0", "arn:aws:sns:eu-central-1:123456789012:others"),
      /alarmActions\.0 is arn:aws:sns:eu-central-1:123456789012:others, wanted a topic of this stack/,
    ],
    "a second action outside the stack": [
      set("errors", "alarmActions", [topicArn, "arn:aws:sns:eu-central-1:123456789012:others"]),
      /alarmActions\.1 is/,
    ],
    "a topic policy with nothing for CloudWatch": policyWith(denyPlain),
    "a topic policy with another service": policyWith({ ...allow, Principal: { Service: "events.amazonaws.com" } }),
    "a topic policy with another action": policyWith({ ...allow, Action: "sns:Subscribe" }),
    "a topic policy with another topic": policyWith({ ...allow, Resource: `${topicArn}-dev` }),
    "a topic policy with another account": policyWith({
      ...allow,
      Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } },
    }),
    "a topic policy with the alarms of another stack": policyWith({
      ...allow,
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-dev" } },
    }),
    "a topic policy with a condition that CloudWatch cannot meet": policyWith({
      ...allow,
      Condition: { StringEquals: { "kms:ViaService": "sns.eu-central-1.amazonaws.com" } },
    }),
    "a topic policy with a Deny for CloudWatch": policyWith(allow, { ...allow, Effect: "Deny" }),
    "a topic policy with a Deny without its condition": policyWith(allow, { ...denyPlain, Condition: {} }),
    "a topic policy with the Deny turned round": policyWith(allow, {
      ...denyPlain,
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    }),
    "a topic policy with a Deny for all but somebody": policyWith(allow, {
      Effect: "Deny",
      NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: "*",
      Resource: "*",
    }),
    "a topic that nobody reads": [
      without("mail"),
      "alerts",
      /name is \[\], wanted a subscription by email or email-json or sms or https/,
    ],
    "a topic whose reader filters": [
      set("mail", "filterPolicy", '{"severity":["critical"]}'),
      "alerts",
      /wanted a subscription by email .* without a filter/,
    ],
    "a subscription without a topic": [drop("mail", "topic"), "alerts", /name is \[\]/],
    "a topic that calls a function": [
      () => [
        ...valid,
        resource("aws:sns/topicSubscription:TopicSubscription", "call", { topic: topicArn, protocol: "lambda" }),
      ],
      "alerts",
      /wanted a topic that calls no function/,
    ],
    "a topic that calls a function by a queue": [
      () => [
        ...valid,
        queue,
        resource(mappingType, "mapping", { eventSourceArn: queue.state.arn }),
        resource("aws:sns/topicSubscription:TopicSubscription", "fill", {
          topic: topicArn,
          protocol: "sqs",
          endpoint: queue.state.arn,
        }),
      ],
      "alerts",
      /wanted a topic that calls no function/,
    ],
  },
});

testRule(alarmHasActions, {
  valid: [
    alarm("errors", "AWS/Lambda", "Errors", {}, { alarmActions: ["arn:aws:sns:eu-central-1:123456789012:alerts"] }),
  ],
  passes: {
    "an alarm that CodeDeploy asks about": (valid) => [
      ...valid.map((item) => ({
        ...item,
        inputs: { ...item.inputs, alarmActions: [] },
        state: { ...item.state, alarmActions: [], name: "errors-prod" },
      })),
      resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "group", {
        alarmConfiguration: { alarms: ["errors-prod"] },
      }),
    ],
  },
  refuses: {
    "emails that all is well": [
      set("errors", "okActions", ["arn:aws:sns:eu-central-1:123456789012:alerts"]),
      /okActions is .*alerts.*, wanted none/,
    ],
    "no actions": [drop("errors", "alarmActions"), /alarmActions is not set, wanted the ARN of a topic/],
    "an empty list of actions": [set("errors", "alarmActions", []), /alarmActions is not set/],
    "actions that are switched off": [set("errors", "actionsEnabled", false), /actionsEnabled is false, wanted true/],
  },
});
