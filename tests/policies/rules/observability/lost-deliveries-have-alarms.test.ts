import { lostDeliveriesHaveAlarms } from "../../../../policies/rules/observability/lost-deliveries-have-alarms";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, live, mappingType, math, queueType, sender, topicType } from "./watched";

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
