import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { type MetricDefinition, metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { KindId } from "../../metrics/kinds";
import { stalledAlarmsIn } from "../../metrics/stalled";
import { functionDimensions, watchedIn } from "../../metrics/watched";
import { redriveQueueOf } from "../../wiring/dead-letters";
import { calleeOf, environmentOf, functionsOf } from "../../wiring/functions";

const watchedMetric = z.strictObject({
  metric: z.string().min(1),
  service: z.string().min(1),
  /** Dimensions besides environment and service. */
  extra: z.record(z.string(), z.string()).default({}),
});

const counted = z.strictObject({ metric: z.string().min(1), service: z.string().min(1) });

/** A metric that counts input, and the one that must count output within minutes. */
const flow = z.strictObject({ input: counted, output: counted });

const ofService = (metric: { readonly name: string }, ...services: readonly string[]) =>
  services.map((service) => ({ metric: metric.name, service, extra: {} }));

const flowOf = (input: MetricDefinition, output: MetricDefinition) => ({
  input: { metric: input.name, service: input.service },
  output: { metric: output.name, service: output.service },
});

export const businessMetricHasAlarm = stackRule({
  name: "business-metric-has-alarm",
  concern: "observability",
  description:
    "What only the functions' own metrics show has an alarm too: failed notifications and orders, emails of unknown outcome, messages that are retried or become dead letters, stalled pipelines.",
  rationale:
    "A function that handles a failure well does not fail itself, so no alarm on AWS's metrics is ever raised.",
  remediation:
    "Declare an alarm on the metric in the namespace of the catalog, with environment and service as dimensions.",
  controls: ["observability.function-alarms", "observability.dimensions"],
  severity: "high",
  parameters: {
    watched: z
      .array(watchedMetric)
      .default([
        { metric: metrics.notificationsFailed.name, service: "notifications", extra: {} },
        { metric: metrics.orderFailures.name, service: "orders", extra: { kind: "internal" } },
        { metric: metrics.emailsUncertain.name, service: "confirmations", extra: {} },
        ...ofService(metrics.retriesScheduled, "orders", "confirmations", "shipments"),
        ...ofService(metrics.messagesDeadLettered, "confirmations", "shipments"),
      ])
      .describe("Metrics that must have an alarm in a stack that has functions of their service (N7, O9, E4)."),
    flows: z
      .array(flow)
      .default([
        flowOf(metrics.ordersPlaced, metrics.emailsSent),
        flowOf(metrics.ordersPlaced, metrics.auditEntriesWritten),
        flowOf(metrics.notificationsFailed, metrics.notificationsDelivered),
      ])
      .describe(
        "Pairs of metrics: an alarm must be raised when the first counts and the second does not, within six minutes, in a stack that has functions of both services.",
      ),
  },
  async check(stack, { parameters, each, report }) {
    const alarms = watchedIn(stack);
    const reported = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      const environment = variables.get("ENVIRONMENT") ?? "";
      for (const { metric, service, extra } of parameters.watched) {
        const key = `${environment} ${metric}`;
        if (variables.get("SERVICE") !== service || reported.has(key)) continue;
        const dimensions = { environment, service, ...extra };
        if (alarms.byCustom(metric, dimensions).length > 0) continue;
        reported.add(key);
        const wanted = `an alarm on ${metricNamespace} ${metric} with ${JSON.stringify(dimensions)}`;
        report(lambda, "environment.variables.SERVICE", service, wanted);
      }
    });
    const stalled = stalledAlarmsIn(stack);
    const services = new Map<string, Resource>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      services.set(JSON.stringify([variables.get("ENVIRONMENT"), variables.get("SERVICE")]), lambda);
    });
    const environments = new Set([...services.keys()].map((key): unknown => JSON.parse(key)[0]));
    for (const environment of environments) {
      if (typeof environment !== "string") continue;
      for (const { input, output } of parameters.flows) {
        const writer = services.get(JSON.stringify([environment, input.service]));
        const reader = services.get(JSON.stringify([environment, output.service]));
        if (writer === undefined || reader === undefined) continue;
        const of = ({ metric, service }: typeof input) => ({ name: metric, dimensions: { environment, service } });
        await each([reader], () => {
          if (stalled.raisedBy(of(input), of(output))) return;
          const wanted = `an alarm on ${input.metric} of ${input.service} without ${output.metric} of ${output.service}, in two periods of three minutes`;
          report(reader, "environment.variables.SERVICE", output.service, wanted);
        });
      }
    }
  },
});

type Dimensions = Readonly<Record<string, string>>;

export const lostDeliveriesHaveAlarms = stackRule({
  name: "lost-deliveries-have-alarms",
  concern: "observability",
  description:
    "Wherever AWS sends to a dead-letter queue or a failure queue, an alarm is raised when it cannot, and when it retries for long.",
  rationale:
    "A dead-letter queue that refuses, for its policy or its key, loses the message: the depth of the queue never shows it. And SQS needs up to a quarter of an hour for metrics of a queue that slept. Sources: the lists of metrics of SNS, EventBridge, Lambda and SQS.",
  remediation:
    "Declare an alarm: of a topic NumberOfNotificationsRedrivenToDlq plus NumberOfNotificationsFailedToRedriveToDlq, of a rule InvocationsFailedToBeSentToDlq and RetryInvocationAttempts, of a stream's reader DestinationDeliveryFailures, of an asynchronous function AsyncEventsDropped plus DestinationDeliveryFailures, of a function with a dead-letter queue of its own DeadLetterErrors.",
  controls: ["observability.queue-alarms", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    const reported = new Set<string>();
    const want = (resource: Resource, property: string, kind: KindId, sets: readonly Dimensions[], metric: string) => {
      if (sets.some((dimensions) => watched.by(kind, dimensions).length > 0)) return;
      const key = JSON.stringify([kind, sets]);
      if (reported.has(key)) return;
      reported.add(key);
      report(resource, property, sets[0], `an alarm on ${metric} with these dimensions`);
    };
    const byFunction = (resource: Resource, property: string, kind: KindId, metric: string) => {
      const lambda = calleeOf(stack, resource, "functionName")?.function;
      if (lambda !== undefined) want(resource, property, kind, functionDimensions(stack, lambda), metric);
    };
    await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
      const [topic] = stack.named(subscription, "topic", awsTypes.sns.topic);
      if (topic === undefined || redriveQueueOf(stack, subscription) === undefined) return;
      const metric = "NumberOfNotificationsRedrivenToDlq plus NumberOfNotificationsFailedToRedriveToDlq";
      want(subscription, "redrivePolicy", "topicLosses", [{ TopicName: topic.text("name") ?? "" }], metric);
    });
    await each(stack.ofType(awsTypes.cloudwatch.eventTarget), (target) => {
      const [rule] = stack.named(target, "rule", awsTypes.cloudwatch.eventRule);
      if (rule === undefined || target.value("deadLetterConfig.arn") === undefined) return;
      const [bus, RuleName] = [rule.text("eventBusName") ?? "default", rule.text("name") ?? ""];
      const dimensions = [bus === "default" ? { RuleName } : { EventBusName: bus, RuleName }];
      want(target, "deadLetterConfig.arn", "ruleLosses", dimensions, "InvocationsFailedToBeSentToDlq");
      want(target, "retryPolicy", "ruleRetries", dimensions, "RetryInvocationAttempts");
    });
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const property = "destinationConfig.onFailure.destinationArn";
      if (mapping.value(property) !== undefined)
        byFunction(mapping, property, "lostPositions", "DestinationDeliveryFailures");
    });
    await each(stack.ofType(awsTypes.lambda.functionEventInvokeConfig), (config) => {
      const property = "destinationConfig.onFailure.destination";
      if (config.value(property) !== undefined)
        byFunction(config, property, "droppedEvents", "AsyncEventsDropped plus DestinationDeliveryFailures");
    });
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      if (lambda.value("deadLetterConfig.targetArn") === undefined) return;
      const property = "deadLetterConfig.targetArn";
      want(lambda, property, "deadLetterErrors", functionDimensions(stack, lambda), "DeadLetterErrors");
    });
  },
});

const kinds = [
  ["bounceRate", "Reputation.BounceRate"],
  ["complaintRate", "Reputation.ComplaintRate"],
] as const;

export const mailReputationHasAlarms = stackRule({
  name: "mail-reputation-has-alarms",
  concern: "observability",
  description:
    "Every configuration set has alarms on the shares of its emails that bounce and that are complained about.",
  rationale:
    "SES reviews and then stops accounts by these two numbers, and email that bounces is email that nobody reads. Source: SES's guide on reputation alarms.",
  remediation:
    "Declare alarms on Reputation.BounceRate and Reputation.ComplaintRate with the dimension ses:configuration-set.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.sesv2.configurationSet), (set) => {
      const name = set.text("configurationSetName") ?? "";
      for (const [kind, metric] of kinds)
        if (watched.by(kind, { "ses:configuration-set": name }).length === 0)
          report(set, "configurationSetName", name, `an alarm on ${metric} with its name as dimension`);
    });
  },
});
