import { stalledOf } from "../../../../components/blocks/alarms/stalled";
import {
  businessMetricHasAlarm,
  lostDeliveriesHaveAlarms,
  mailReputationHasAlarms,
} from "../../../../policies/rules/cloudwatch/alarms-of-metrics";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import {
  alarm,
  live,
  mappingType,
  math,
  queueType,
  sender,
  stalled,
  topicType,
  setType as type,
} from "../../../support/policies/shops/watched";

const retries = alarm("retries", "Backoffice", "RetriesScheduled", { environment: "prod", service: "orders" });
const audit = stalled("audit", ["OrdersPlaced", "orders"], ["AuditEntriesWritten", "orders"]);
const dimensions = { environment: "prod", service: "orders", kind: "internal" };

testRule(businessMetricHasAlarm, {
  valid: [sender, alarm("internal", "Backoffice", "OrderFailures", dimensions), retries, audit],
  passes: {
    "a stack without functions of the service": set("sender", "environment.variables.SERVICE", "monitoring")([sender]),
  },
  refuses: {
    "orders that fail without an alarm": [
      without("internal"),
      "sender",
      /wanted an alarm on Backoffice OrderFailures with \{"environment":"prod","service":"orders","kind":"internal"\}/,
    ],
    "an alarm on another kind of failure": [
      set("internal", "dimensions.kind", "validation"),
      "sender",
      /OrderFailures/,
    ],
    "records that are tried again and again without an alarm": [
      without("retries"),
      "sender",
      /an alarm on Backoffice RetriesScheduled with \{"environment":"prod","service":"orders"\}/,
    ],
    "an audit trail that stands still without an alarm": [
      without("audit"),
      "sender",
      /an alarm on OrdersPlaced of orders without AuditEntriesWritten of orders/,
    ],
    "an alarm on the flow that waits for longer": [
      set("audit", "evaluationPeriods", 3),
      "sender",
      /in two periods of three minutes/,
    ],
    "an alarm on the flow that the end of one period raises": [
      set("audit", "evaluationPeriods", 1),
      "sender",
      /in two periods of three minutes/,
    ],
    "an alarm on the flow the wrong way round": [
      set("audit", "metricQueries.0.expression", stalledOf("output", "input")),
      "sender",
      /OrdersPlaced of orders without/,
    ],
    "an alarm on the flow that is raised by quiet": [
      set("audit", "metricQueries.0.expression", "IF(FILL(output, 0) > 0, 0, 1) + 0 * input"),
      "sender",
      /OrdersPlaced of orders without/,
    ],
    "an alarm on another environment": [set("internal", "dimensions.environment", "dev"), "sender", /OrderFailures/],
  },
});

testRule(businessMetricHasAlarm, {
  config: {
    watched: [{ metric: "OrdersPlaced", service: "orders" }],
    flows: [],
    reason: "A shop without orders is the first to know.",
  },
  valid: [sender, alarm("placed", "Backoffice", "OrdersPlaced", { environment: "prod", service: "orders" })],
  refuses: {
    "a configured metric without an alarm": [without("placed"), "sender", /an alarm on Backoffice OrdersPlaced/],
  },
});

const arn = (service: string, name: string) => `arn:aws:${service}:eu-central-1:123456789012:${name}`;
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const configType = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const dead = resource(queueType, "dead", { name: "dead-prod" }, { outputs: { arn: arn("sqs", "dead-prod") } });
const topic = resource(topicType, "news", { name: "news-prod" }, { outputs: { arn: arn("sns", "news-prod") } });
const rule = resource("aws:cloudwatch/eventRule:EventRule", "parcels", {
  name: "parcels-prod",
  eventBusName: "bus-prod",
});
const carriers = { EventBusName: "bus-prod", RuleName: "parcels-prod" };
const ofFunction = { FunctionName: "sender-prod" };
const either = (name: string, namespace: string, one: string, other: string, dimensions: Record<string, string>) =>
  math(name, namespace, "FILL(one, 0) + FILL(other, 0)", { one, other }, dimensions, {});

testRule(lostDeliveriesHaveAlarms, {
  valid: [
    dead,
    topic,
    resource(subscriptionType, "subscription", {
      topic: topic.state.arn,
      protocol: "sqs",
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.state.arn }),
    }),
    either(
      "undelivered",
      "AWS/SNS",
      "NumberOfNotificationsRedrivenToDlq",
      "NumberOfNotificationsFailedToRedriveToDlq",
      { TopicName: "news-prod" },
    ),
    rule,
    resource(targetType, "target", { rule: "parcels-prod", deadLetterConfig: { arn: dead.state.arn } }),
    alarm("lost", "AWS/Events", "InvocationsFailedToBeSentToDlq", carriers),
    alarm("retried", "AWS/Events", "RetryInvocationAttempts", carriers, { threshold: 4 }),
    sender,
    live,
    resource(mappingType, "stream", {
      functionName: live.state.arn,
      startingPosition: "TRIM_HORIZON",
      destinationConfig: { onFailure: { destinationArn: dead.state.arn } },
    }),
    alarm("positions", "AWS/Lambda", "DestinationDeliveryFailures", ofFunction),
    resource(configType, "retries", {
      functionName: "sender-prod",
      qualifier: "live",
      destinationConfig: { onFailure: { destination: dead.state.arn } },
    }),
    either("dropped", "AWS/Lambda", "AsyncEventsDropped", "DestinationDeliveryFailures", ofFunction),
  ],
  passes: {
    "a subscription and a mapping without dead letters, which another rule judges": [
      topic,
      resource(subscriptionType, "subscription", { topic: topic.state.arn, protocol: "email" }),
      sender,
      resource(mappingType, "queue", { functionName: "sender-prod" }),
    ],
  },
  refuses: {
    "a topic whose undelivered messages nobody hears of": [
      without("undelivered"),
      "subscription",
      /"TopicName":"news-prod".*NumberOfNotificationsRedrivenToDlq plus NumberOfNotificationsFailedToRedriveToDlq/,
    ],
    "an alarm on another topic": [
      set("undelivered", "metricQueries.2.metric.dimensions.TopicName", "other-prod"),
      "subscription",
      /NumberOfNotificationsFailedToRedriveToDlq/,
    ],
    "a rule whose dead letters may refuse in silence": [without("lost"), "target", /InvocationsFailedToBeSentToDlq/],
    "a rule that tries for a day in silence": [without("retried"), "target", /RetryInvocationAttempts/],
    "an alarm on the default bus": [
      drop("lost", "dimensions.EventBusName"),
      "target",
      /InvocationsFailedToBeSentToDlq/,
    ],
    "a stream's reader whose failure queue may refuse in silence": [
      without("positions"),
      "stream",
      /an alarm on DestinationDeliveryFailures/,
    ],
    "an asynchronous function whose events are dropped in silence": [
      without("dropped"),
      "retries",
      /AsyncEventsDropped plus DestinationDeliveryFailures/,
    ],
    "a function with a dead-letter queue of its own that may refuse in silence": [
      set("sender", "deadLetterConfig", { targetArn: dead.state.arn }),
      /DeadLetterErrors/,
    ],
  },
});

const reputationDimensions = { "ses:configuration-set": "mails-prod" };
const valid = [
  resource(type, "mails", { configurationSetName: "mails-prod" }),
  alarm("bounces", "AWS/SES", "Reputation.BounceRate", reputationDimensions),
  alarm("complaints", "AWS/SES", "Reputation.ComplaintRate", reputationDimensions),
];

testRule(mailReputationHasAlarms, {
  valid,
  refuses: {
    "a set without an alarm on bounces": [
      without("bounces"),
      "mails",
      /configurationSetName is mails-prod, wanted an alarm on Reputation\.BounceRate/,
    ],
    "a set without an alarm on complaints": [
      without("complaints"),
      "mails",
      /wanted an alarm on Reputation\.ComplaintRate/,
    ],
    "an alarm on another set": [
      set("bounces", "dimensions", { "ses:configuration-set": "others-prod" }),
      "mails",
      /Reputation\.BounceRate/,
    ],
    "a second set without alarms of its own": [
      () => [...valid, resource(type, "letters", { configurationSetName: "letters-prod" })],
      "letters",
      /letters-prod, wanted an alarm on Reputation\.BounceRate/,
    ],
  },
});
