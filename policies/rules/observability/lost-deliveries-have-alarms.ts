import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { KindId } from "../../metrics/kinds";
import { functionDimensions, watchedIn } from "../../metrics/watched";
import { redriveQueueOf } from "../../wiring/dead-letters";
import { calleeOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

type Dimensions = Readonly<Record<string, string>>;

export const lostDeliveriesHaveAlarms = stackRule({
  name: "lost-deliveries-have-alarms",
  concern: "observability",
  description:
    "Wherever AWS hands over to a dead-letter queue or a failure queue, an alarm tells when it cannot, and when it tries for long.",
  rationale:
    "A dead-letter queue that refuses, for its policy or its key, loses the message: the depth of the queue never shows it. And SQS needs up to a quarter of an hour for metrics of a queue that slept. Sources: the lists of metrics of SNS, EventBridge, Lambda and SQS.",
  remediation:
    "Declare an alarm: of a topic NumberOfNotificationsRedrivenToDlq plus NumberOfNotificationsFailedToRedriveToDlq, of a rule InvocationsFailedToBeSentToDlq and RetryInvocationAttempts, of a stream's reader DestinationDeliveryFailures, of an asynchronous function AsyncEventsDropped plus DestinationDeliveryFailures, of a function with a dead-letter queue of its own DeadLetterErrors.",
  controls: ["observability.queue-alarms", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    const told = new Set<string>();
    const want = (resource: Resource, property: string, kind: KindId, sets: readonly Dimensions[], metric: string) => {
      if (sets.some((dimensions) => watched.by(kind, dimensions).length > 0)) return;
      const key = JSON.stringify([kind, sets]);
      if (told.has(key)) return;
      told.add(key);
      report(resource, property, sets[0], `an alarm on ${metric} with these dimensions`);
    };
    const byFunction = (resource: Resource, property: string, kind: KindId, metric: string) => {
      const lambda = calleeOf(stack, resource, "functionName")?.function;
      if (lambda !== undefined) want(resource, property, kind, functionDimensions(stack, lambda), metric);
    };
    await each(stack.ofType(types.subscription), (subscription) => {
      const [topic] = stack.named(subscription, "topic", types.topic);
      if (topic === undefined || redriveQueueOf(stack, subscription) === undefined) return;
      const metric = "NumberOfNotificationsRedrivenToDlq plus NumberOfNotificationsFailedToRedriveToDlq";
      want(subscription, "redrivePolicy", "topicLosses", [{ TopicName: topic.text("name") ?? "" }], metric);
    });
    await each(stack.ofType(types.eventTarget), (target) => {
      const [rule] = stack.named(target, "rule", types.eventRule);
      if (rule === undefined || target.value("deadLetterConfig.arn") === undefined) return;
      const [bus, RuleName] = [rule.text("eventBusName") ?? "default", rule.text("name") ?? ""];
      const dimensions = [bus === "default" ? { RuleName } : { EventBusName: bus, RuleName }];
      want(target, "deadLetterConfig.arn", "ruleLosses", dimensions, "InvocationsFailedToBeSentToDlq");
      want(target, "retryPolicy", "ruleRetries", dimensions, "RetryInvocationAttempts");
    });
    await each(stack.ofType(types.mapping), (mapping) => {
      const property = "destinationConfig.onFailure.destinationArn";
      if (mapping.value(property) !== undefined)
        byFunction(mapping, property, "lostPositions", "DestinationDeliveryFailures");
    });
    await each(stack.ofType(types.invokeConfig), (config) => {
      const property = "destinationConfig.onFailure.destination";
      if (config.value(property) !== undefined)
        byFunction(config, property, "droppedEvents", "AsyncEventsDropped plus DestinationDeliveryFailures");
    });
    await each(stack.ofType(types.function), (lambda) => {
      if (lambda.value("deadLetterConfig.targetArn") === undefined) return;
      const property = "deadLetterConfig.targetArn";
      want(lambda, property, "deadLetterErrors", functionDimensions(stack, lambda), "DeadLetterErrors");
    });
  },
});
