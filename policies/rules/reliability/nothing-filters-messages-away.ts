import * as z from "zod";
import { lambdaFilter, snsAttributes, snsBody } from "../../../aws/event-pattern";
import { stackRule } from "../../engine/define";
import { type PatternFault, patternFault } from "../../wiring/event-pattern";
import { queueSamples, topicSamples } from "../../wiring/samples";
import { types } from "../../wiring/types";

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
    await each(stack.ofType(types.subscription), (subscription) => {
      const property = "filterPolicy";
      const found = subscription.value(property);
      if (found === undefined || found === "") return;
      if (!filtered.includes(subscription.name)) {
        report(subscription, property, found, "nothing");
        return;
      }
      const byBody = subscription.text("filterPolicyScope") === "MessageBody";
      const [topic] = stack.named(subscription, "topic", types.topic);
      const messages = topic === undefined ? [] : topicSamples(topic);
      const samples = messages.map(({ body, attributes }) => (byBody ? body : attributes));
      const fault = patternFault(found, byBody ? snsBody : snsAttributes, samples);
      if (fault !== undefined) report(subscription, under(property, fault), found, fault.wanted);
    });
    await unset(types.eventTarget, "input", "inputPath", "inputTransformer");
    await each(stack.ofType(types.mapping), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", types.queue, types.table);
      if (queue?.type !== types.queue) return;
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
    await each(stack.ofType(types.queue), (queue) => {
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
