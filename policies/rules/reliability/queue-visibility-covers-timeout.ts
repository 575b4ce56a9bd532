import { stackRule } from "../../engine/define";
import { calleeOf } from "../../wiring/functions";

export const queueVisibilityCoversTimeout = stackRule({
  name: "queue-visibility-covers-timeout",
  concern: "reliability",
  description: "A queue's visibility timeout is at least six times its function's timeout, and the batching window.",
  rationale:
    "A message that comes back while it is still being handled, or while Lambda is throttled, is handled twice and soon dead. Source: Lambda's guide on SQS.",
  remediation: "Raise visibilityTimeoutSeconds of the queue, or lower the function's timeout.",
  controls: ["async.queue-arithmetic"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType("aws:lambda/eventSourceMapping:EventSourceMapping"), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", "aws:sqs/queue:Queue");
      const callee = calleeOf(stack, mapping, "functionName");
      if (queue === undefined || callee === undefined) return;
      // Lambda's default timeout is 3 seconds, SQS's default visibility timeout 30 seconds.
      const timeout = callee.function.number("timeout") ?? 3;
      const wanted = 6 * timeout + (mapping.number("maximumBatchingWindowInSeconds") ?? 0);
      const found = queue.number("visibilityTimeoutSeconds") ?? 30;
      if (found >= wanted) return;
      report(
        queue,
        "visibilityTimeoutSeconds",
        found,
        `at least ${wanted} seconds, for '${callee.function.name}' has ${timeout}`,
      );
    });
  },
});
