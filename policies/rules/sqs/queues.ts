import type { Statement } from "../../../aws/iam/document";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { sourcesOf } from "../../wiring/admission";
import { collect, complete } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
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
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const [queue] = stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue);
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

export const queueAdmitsOnlyItsProducers = stackRule({
  name: "queue-admits-only-its-producers",
  concern: "reliability",
  description:
    "A queue's policy is about that queue alone, and lets in services only for sources that do deliver to it.",
  rationale:
    "Whoever may send to a queue feeds its consumer: a service without a source lets in everybody who uses that service, and a source that delivers nothing is a mistake or a leftover.",
  remediation:
    "Leave one Allow per producer, for sqs:SendMessage with aws:SourceArn equal to its ARN, on the queue's own ARN.",
  controls: ["async.producers"],
  severity: "high",
  async check(stack, { each, report }) {
    const deliveries = collect(stack.ofType(...deliveringTypes), (by) => deliveriesBy(stack, by));
    await each(stack.ofType(awsTypes.sqs.queuePolicy), (policy) => {
      const [queue] = stack.named(policy, "queueUrl", awsTypes.sqs.queue);
      if (queue === undefined) return;
      const arn = queue.text("arn");
      for (const statement of statementsIn(policy, "policy") ?? []) {
        const { path, resources, actions, effect } = statement;
        if (resources.some((resource) => resource !== arn) || resources.length === 0)
          report(policy, `${path}.Resource`, resources.join(), String(arn));
        if (effect !== "Allow" || !isForServices(statement)) continue;
        if (actions.join().toLowerCase() !== "sqs:sendmessage")
          report(policy, `${path}.Action`, actions.join(), "sqs:SendMessage");
        judgeSources(policy, queue, statement);
      }
    });

    function judgeSources(policy: Resource, queue: Resource, statement: Statement): void {
      const property = `${statement.path}.Condition.aws:SourceArn`;
      const sources = sourcesOf(statement);
      if (sources.length === 0)
        report(policy, property, statement.conditions, "the ARN of a producer, without wildcard");
      const services = statement.principals.flatMap(({ values }) => values);
      const producers = complete(deliveries).filter(
        (item) => item.target === queue && services.every((service) => service === item.service),
      );
      for (const source of sources) {
        if (producers.some((item) => item.source.text("arn") === source)) continue;
        const wanted = `a source that delivers to '${queue.name}' by ${services.join()}`;
        report(policy, property, source, wanted);
      }
    }
  },
});

function isForServices({ principals }: Statement): boolean {
  return principals.length === 0 || principals.some(({ kind, values }) => kind !== "AWS" || values.includes("*"));
}

/** Readers of one shard above which DynamoDB throttles all of them. */
const STREAM_READERS = 2;

export const readersDoNotShare = stackRule({
  name: "readers-do-not-share",
  concern: "reliability",
  description: "A queue has one reader, and a stream at most two.",
  rationale:
    "Each message of a queue goes to one reader only: with two, each gets a part and neither all. More than two readers of a shard throttle each other. Source: DynamoDB's guide on streams.",
  remediation: "Give the second reader a queue of its own, subscribed to the same topic or rule.",
  controls: ["async.failure-paths", "async.stream-bounds"],
  severity: "high",
  async check(stack, { each, report }) {
    const reads = collect(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) =>
      stack
        .named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table)
        .map((source) => ({ mapping, source })),
    );
    await each(stack.ofType(awsTypes.sqs.queue, awsTypes.dynamodb.table), (source) => {
      const readers = complete(reads).filter((read) => read.source === source);
      const most = source.type === awsTypes.sqs.queue ? 1 : STREAM_READERS;
      if (readers.length <= most) return;
      const found = readers.map(({ mapping }) => mapping.name);
      report(source, "event source mappings", found, `at most ${most}`);
    });
  },
});
