import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { carrierEvents, carrierSourcePrefix } from "../../../functions/contracts/bus";
import type { Check } from "./check";
import { verdict } from "./check";

/** The bus, its archive and its rule, as an AWS API took them. */
export const busDeclared: Check = {
  pipeline: "shipments",
  ids: ["S1"],
  async look({ traffic }) {
    const { events } = traffic.aws;
    const { shipments, stack } = traffic.outputs;
    const of = { EventBusName: shipments.busName };
    const bus = await events.send(new DescribeEventBusCommand({ Name: shipments.busName }));
    const archive = await events.send(new DescribeArchiveCommand({ ArchiveName: shipments.archiveName }));
    const rule = await events.send(new DescribeRuleCommand({ ...of, Name: shipments.ruleName }));
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ ...of, Rule: shipments.ruleName }));
    const [target] = Targets;
    const pattern = JSON.stringify({
      source: [{ prefix: carrierSourcePrefix }],
      "detail-type": [carrierEvents.statusChanged],
    });
    const wrong: string[] = [];
    if (bus.KmsKeyIdentifier !== undefined && bus.KmsKeyIdentifier !== stack.keyArn)
      wrong.push("the bus is encrypted with another key");
    if (archive.EventSourceArn !== shipments.busArn || archive.RetentionDays !== 30)
      wrong.push(`the archive keeps ${archive.EventSourceArn} for ${archive.RetentionDays} days`);
    if (JSON.stringify(JSON.parse(rule.EventPattern ?? "{}")) !== pattern)
      wrong.push(`the rule matches ${rule.EventPattern}`);
    if (Targets.length !== 1 || target?.Arn?.endsWith(`:${nameOf(shipments.queueUrl)}`) !== true)
      wrong.push(`the rule leads to ${Targets.map(({ Arn }) => Arn).join() || "nothing"}`);
    if (target?.DeadLetterConfig?.Arn?.endsWith(`:${nameOf(shipments.targetDeadLetterQueueUrl)}`) !== true)
      wrong.push("what the queue does not take leads nowhere");
    if (target?.RetryPolicy?.MaximumRetryAttempts === undefined) wrong.push("the rule has no retry policy");
    return verdict(
      wrong,
      "the bus with an archive of 30 days; carriers' events, by source prefix and detail-type, into the queue, with retries and dead letters",
    );
  },
};

/** Timeout and memory as the stack's settings say. */
export const processorDeclared: Check = {
  pipeline: "shipments",
  ids: ["S6"],
  async look({ traffic }) {
    const { functionName } = traffic.outputs.shipments;
    const found = await traffic.aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    const wrong: string[] = [];
    if (found.Timeout !== 15) wrong.push(`${functionName} may run for ${found.Timeout} s`);
    if (found.MemorySize !== 512) wrong.push(`${functionName} has ${found.MemorySize} MB`);
    return verdict(
      wrong,
      "the processor's timeout (15 s, this stack's own) and memory (512 MB) are those of the settings",
    );
  },
};

function nameOf(queueUrl: string): string {
  return queueUrl.split("/").at(-1) ?? "";
}
