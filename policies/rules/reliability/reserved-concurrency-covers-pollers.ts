import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { calleeOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

const property = "scalingConfig.maximumConcurrency";

export const reservedConcurrencyCoversPollers = stackRule({
  name: "reserved-concurrency-covers-pollers",
  concern: "reliability",
  description: "Queue mappings have a maximum concurrency, and their function's reserved concurrency covers it.",
  rationale:
    "Lambda's pollers take more messages than the function may handle; what is throttled is received again and again, and healthy messages end among the dead letters. Source: Lambda's guide on SQS.",
  remediation:
    "Set scalingConfig.maximumConcurrency, and reservedConcurrentExecutions to at least the sum, or leave it out.",
  controls: ["async.queue-arithmetic", "lambda.reserved-concurrency"],
  severity: "high",
  parameters: {
    most: z.int().min(2).max(1_000).default(100).describe("Highest concurrency of one mapping."),
  },
  async check(stack, { each, report, parameters: { most } }) {
    const demand = new Map<Resource, number>();
    await each(stack.ofType(types.mapping), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", types.queue, types.table);
      if (queue?.type !== types.queue) return;
      const found = mapping.number(property);
      if (found === undefined || found < 2 || found > most)
        report(mapping, property, mapping.value(property), `2 to ${most}`);
      const lambda = calleeOf(stack, mapping, "functionName")?.function;
      const reserved = lambda?.number("reservedConcurrentExecutions") ?? -1;
      if (lambda === undefined || reserved < 0) return;
      const sum = (demand.get(lambda) ?? 0) + (found ?? 0);
      demand.set(lambda, sum);
      if (sum <= reserved) return;
      const wanted = `at least ${sum}, which its mappings may call at once`;
      report(lambda, "reservedConcurrentExecutions", reserved, wanted);
    });
  },
});
