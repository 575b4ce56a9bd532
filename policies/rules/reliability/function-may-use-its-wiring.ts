import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete } from "../../wiring/collect";
import { calleeOf } from "../../wiring/functions";
import { allows, rightsOf } from "../../wiring/rights";
import { types } from "../../wiring/types";

const reading = {
  [types.queue]: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  [types.table]: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
} as const;

export const functionMayUseItsWiring = stackRule({
  name: "function-may-use-its-wiring",
  concern: "reliability",
  description:
    "A function's role may read what its mappings poll, and write to where its failures go, by the keys of both.",
  rationale:
    "Lambda polls and reports failures in the name of the function's role: without the right the mapping is refused or stands still, and failures are lost. Source: Lambda's guides on SQS, on DynamoDB streams and on destinations.",
  remediation:
    "Grant the actions on the ARN that the wiring names, and on its key kms:Decrypt, and to send also kms:GenerateDataKey.",
  controls: ["async.failure-paths", "least.missing-grants"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.mapping), (mapping) => {
      const lambda = calleeOf(stack, mapping, "functionName")?.function;
      if (lambda === undefined) return;
      for (const source of stack.named(mapping, "eventSourceArn", types.queue, types.table)) {
        const isQueue = source.type === types.queue;
        const actions = isQueue ? reading[types.queue] : reading[types.table];
        const arn = isQueue ? source.text("arn") : mapping.text("eventSourceArn");
        want(lambda, mapping, "eventSourceArn", [...actions.map((action) => [action, arn] as const), decrypt(source)]);
      }
      judgeDestination(lambda, mapping, "destinationConfig.onFailure.destinationArn");
    });
    await each(stack.ofType(types.invokeConfig), (config) => {
      const lambda = calleeOf(stack, config, "functionName")?.function;
      if (lambda !== undefined) judgeDestination(lambda, config, "destinationConfig.onFailure.destination");
    });
    const calls = collect(stack.ofType(types.permission), (by) => asynchronousCalls(stack, by));
    await each(stack.ofType(types.function), (lambda) => {
      if (lambda.value("deadLetterConfig") === undefined) return;
      if (complete(calls).some((callee) => callee.function === lambda))
        judgeDestination(lambda, lambda, "deadLetterConfig.targetArn");
    });

    function judgeDestination(lambda: Resource, by: Resource, property: string): void {
      for (const target of stack.named(by, property, types.queue, types.topic)) {
        const action = target.type === types.queue ? "sqs:SendMessage" : "sns:Publish";
        const key = keyOf(target);
        want(lambda, by, property, [[action, target.text("arn")], decrypt(target), ["kms:GenerateDataKey", key]]);
      }
    }

    function want(lambda: Resource, by: Resource, property: string, rights: readonly Right[]): void {
      const statements = rightsOf(stack, lambda);
      if (statements === undefined) return;
      const missing = rights.filter(([action, on]) => on !== undefined && !allows(statements, action, on));
      if (missing.length === 0) return;
      const wanted = `its function '${lambda.name}' to be granted ${missing.map(([action, on]) => `${action} on ${on}`).join(", ")}`;
      report(by, property, by.value(property), wanted);
    }
  },
});

/** An action, and the ARN that it is for; undefined when there is nothing to ask for. */
type Right = readonly [action: string, on: string | undefined];

function decrypt(source: Resource): Right {
  return ["kms:Decrypt", keyOf(source)];
}

/** ARN of the customer's key that encrypts it; an alias or AWS's own key needs no statement that could be compared. */
function keyOf(resource: Resource): string | undefined {
  const key = resource.text(resource.type === types.table ? "serverSideEncryption.kmsKeyArn" : "kmsMasterKeyId");
  return key?.startsWith("arn:") ? key : undefined;
}
