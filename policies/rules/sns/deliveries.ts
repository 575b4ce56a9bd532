import * as z from "zod";
import { lambdaFilter, snsAttributes, snsBody } from "../../../aws/event-pattern";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { admits } from "../../wiring/admission";
import { collect, fitting } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
import { type PatternFault, patternFault } from "../../wiring/event-pattern";
import { queueSamples, topicSamples } from "../../wiring/samples";

export const nothingFiltersMessagesAway = stackRule({
  name: "nothing-filters-messages-away",
  concern: "reliability",
  description: "Between a topic or rule and the function behind it no message is left out, cut or put off.",
  rationale:
    "What a filter of a subscription or of a queue's mapping does not match is deleted without dead letter or metric; an event whose envelope is cut off, or a message over the queue's limit, is refused later.",
  remediation: "Take the filter, the input path or the limit away: the rule's pattern and the function decide.",
  controls: ["async.failure-paths", "async.queue-arithmetic"],
  severity: "high",
  parameters: {
    minimumBytes: z
      .int()
      .default(262_144)
      .describe("Least maxMessageSize of a queue: what topics and buses may carry."),
    filtered: z
      .array(z.string())
      .default([])
      .describe(
        "Logical names of subscriptions and mappings that filter on purpose: what they ask for must be published.",
      ),
  },
  async check(stack, { each, report, parameters: { minimumBytes, filtered } }) {
    const unset = (type: string, ...properties: readonly string[]) =>
      each(stack.ofType(type), (resource) => {
        for (const property of properties) {
          const found = resource.value(property);
          if (found !== undefined && found !== "") report(resource, property, found, "nothing");
        }
      });
    await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
      const property = "filterPolicy";
      const found = subscription.value(property);
      if (found === undefined || found === "") return;
      if (!filtered.includes(subscription.name)) {
        report(subscription, property, found, "nothing");
        return;
      }
      const byBody = subscription.text("filterPolicyScope") === "MessageBody";
      const [topic] = stack.named(subscription, "topic", awsTypes.sns.topic);
      const messages = topic === undefined ? [] : topicSamples(topic);
      const samples = messages.map(({ body, attributes }) => (byBody ? body : attributes));
      const fault = patternFault(found, byBody ? snsBody : snsAttributes, samples);
      if (fault !== undefined) report(subscription, under(property, fault), found, fault.wanted);
    });
    await unset(awsTypes.cloudwatch.eventTarget, "input", "inputPath", "inputTransformer");
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table);
      if (queue?.type !== awsTypes.sqs.queue) return;
      const filters = mapping.list("filterCriteria.filters");
      if (filters.length > 0 && !filtered.includes(mapping.name))
        report(mapping, "filterCriteria.filters", filters, "no filter on a queue");
      else if (filters.length > 0) {
        const samples = queueSamples(stack, queue);
        for (const [index] of filters.entries()) {
          const property = `filterCriteria.filters.${index}.pattern`;
          const found = mapping.value(property);
          const fault = patternFault(found, lambdaFilter, samples);
          if (fault !== undefined) report(mapping, under(property, fault), found, fault.wanted);
        }
      }
      const size = mapping.number("batchSize") ?? 10;
      const window = mapping.number("maximumBatchingWindowInSeconds") ?? 0;
      if (size > 10 && window === 0) report(mapping, "batchSize", size, "at most 10, or a batching window");
    });
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const size = queue.number("maxMessageSize");
      if (size !== undefined && size < minimumBytes) report(queue, "maxMessageSize", size, `at least ${minimumBytes}`);
      const delay = queue.number("delaySeconds") ?? 0;
      if (delay > 0) report(queue, "delaySeconds", delay, "0");
    });
  },
});

function under(property: string, { path }: PatternFault): string {
  return path === "" ? property : `${property}.${path}`;
}

export const receiversAdmitDeliveries = stackRule({
  name: "receivers-admit-deliveries",
  concern: "reliability",
  description:
    "A queue or topic that AWS delivers to lets in that service for exactly that source, by the one policy that it has.",
  rationale:
    "Without it SNS, EventBridge and SES lose messages without a word; of two policies of a queue the later takes the place of the other. Source: SQS's and SNS's guides on resource policies.",
  remediation:
    "Give the queue or topic one policy with an Allow for the service, condition aws:SourceArn equal to the source's ARN, resource its own ARN.",
  controls: ["async.producers", "async.delivery-failures"],
  severity: "critical",
  async check(stack, { each, report }) {
    const policies = collect(stack.ofType(awsTypes.sqs.queuePolicy, awsTypes.sns.topicPolicy), (policy) =>
      ownersOf(policy),
    );
    await each(stack.ofType(...deliveringTypes), (by) => {
      for (const { service, source, target } of deliveriesBy(stack, by)) {
        if (target.type !== awsTypes.sqs.queue && target.type !== awsTypes.sns.topic) continue;
        const found = fitting(policies, ({ owner }) => owner === target);
        const sourceArn = source.text("arn");
        const resource = target.text("arn");
        if (sourceArn === undefined || resource === undefined) continue;
        const action = target.type === awsTypes.sqs.queue ? "sqs:SendMessage" : "sns:Publish";
        const statements = found.flatMap(({ policy }) => statementsIn(policy, "policy") ?? []);
        if (admits(statements, { service, action, resource, sourceArn })) continue;
        const wanted = `an Allow of ${action} for ${service} with aws:SourceArn ${sourceArn}, which '${by.name}' needs`;
        report(found[0]?.policy ?? target, "policy", `none in ${found.length} policies`, wanted);
      }
    });
    const seen = new Map<Resource, Resource>();
    await each(stack.ofType(awsTypes.sqs.queuePolicy, awsTypes.sns.topicPolicy), (policy) => {
      for (const { owner } of ownersOf(policy)) {
        const other = seen.get(owner);
        const property = policy.type === awsTypes.sqs.queuePolicy ? "queueUrl" : "arn";
        const wanted = `another one: '${other?.name}' is the policy of '${owner.name}' already`;
        if (other !== undefined) report(policy, property, policy.value(property), wanted);
        seen.set(owner, policy);
      }
    });

    function ownersOf(policy: Resource): readonly { readonly policy: Resource; readonly owner: Resource }[] {
      const property = policy.type === awsTypes.sqs.queuePolicy ? "queueUrl" : "arn";
      const type = policy.type === awsTypes.sqs.queuePolicy ? awsTypes.sqs.queue : awsTypes.sns.topic;
      return stack.named(policy, property, type).map((owner) => ({ policy, owner }));
    }
  },
});
