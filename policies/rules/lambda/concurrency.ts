import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { collect, complete } from "../../wiring/collect";
import { calleeOf } from "../../wiring/functions";

export const concurrencyBounded = stackRule({
  name: "concurrency-bounded",
  concern: "reliability",
  description:
    "Functions behind an API keep concurrency free for themselves, none keeps nothing, and the account is left enough.",
  rationale:
    "One busy function can take all of the account's concurrency, and callers of the API get errors; zero stops a function, and more than the account has stops the deployment. Source: Lambda's guide on reserved concurrency.",
  remediation: "Set reservedConcurrentExecutions (config key apiReservedConcurrency).",
  controls: ["lambda.reserved-concurrency"],
  severity: "medium",
  parameters: {
    required: z.boolean().default(true).describe("Whether functions behind an API must have it at all."),
    minimum: z.int().min(1).default(10).describe("Least that makes sense for a function."),
    account: z.int().min(10).default(1_000).describe("Concurrency of the account, in its region."),
  },
  async check(stack, { each, report, parameters: { required, minimum, account } }) {
    const property = "reservedConcurrentExecutions";
    const behindApi = collect(stack.ofType(awsTypes.apigateway.restApi), (api) =>
      apiCallsOf(stack, api).flatMap(({ callee }) => (callee === undefined ? [] : [callee.function])),
    );
    let sum = 0;
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      const found = reserved(lambda);
      if (found === undefined) {
        if (required && complete(behindApi).includes(lambda))
          report(lambda, property, found, `at least ${minimum}, for an API calls it`);
        return;
      }
      sum += found;
      if (found < minimum) report(lambda, property, found, `at least ${minimum}`);
      // AWS keeps 100 executions for functions without a reservation.
      if (sum > account - 100)
        report(lambda, property, found, `no more than ${account - 100} for all functions together`);
    });
  },
});

/** The reservation; the provider's -1 means none. */
function reserved(lambda: Resource): number | undefined {
  const value = lambda.number("reservedConcurrentExecutions");
  return value === -1 ? undefined : value;
}

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
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table);
      if (queue?.type !== awsTypes.sqs.queue) return;
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
