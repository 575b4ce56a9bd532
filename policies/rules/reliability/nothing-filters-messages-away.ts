import * as z from "zod";
import { stackRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const nothingFiltersMessagesAway = stackRule({
  name: "nothing-filters-messages-away",
  concern: "reliability",
  title: "Between a topic or rule and the function behind it no message is left out, cut or put off.",
  why: "What a filter of a subscription or of a queue's mapping does not match is deleted without dead letter or metric; an event whose envelope is cut off, or a message over the queue's limit, is refused later.",
  mend: "Take the filter, the input path or the limit away: the rule's pattern and the function decide.",
  controls: ["async.failure-paths", "async.queue-arithmetic"],
  severity: "high",
  parameters: {
    minimumBytes: z
      .int()
      .default(262_144)
      .describe("Least maxMessageSize of a queue: what topics and buses may carry."),
  },
  async check(stack, { each, report, parameters: { minimumBytes } }) {
    const unset = (type: string, ...properties: readonly string[]) =>
      each(stack.ofType(type), (subject) => {
        for (const property of properties) {
          const found = subject.value(property);
          if (found !== undefined && found !== "") report({ subject, property, found, wanted: "nothing" });
        }
      });
    await unset(types.subscription, "filterPolicy");
    await unset(types.eventTarget, "input", "inputPath", "inputTransformer");
    await each(stack.ofType(types.mapping), (mapping) => {
      if (stack.named(mapping, "eventSourceArn", types.queue, types.table)[0]?.type !== types.queue) return;
      const filters = mapping.list("filterCriteria.filters");
      if (filters.length > 0)
        report({
          subject: mapping,
          property: "filterCriteria.filters",
          found: filters,
          wanted: "no filter on a queue",
        });
      const size = mapping.number("batchSize") ?? 10;
      const window = mapping.number("maximumBatchingWindowInSeconds") ?? 0;
      if (size > 10 && window === 0)
        report({ subject: mapping, property: "batchSize", found: size, wanted: "at most 10, or a batching window" });
    });
    await each(stack.ofType(types.queue), (queue) => {
      const size = queue.number("maxMessageSize");
      if (size !== undefined && size < minimumBytes)
        report({ subject: queue, property: "maxMessageSize", found: size, wanted: `at least ${minimumBytes}` });
      const delay = queue.number("delaySeconds") ?? 0;
      if (delay > 0) report({ subject: queue, property: "delaySeconds", found: delay, wanted: "0" });
    });
  },
});
