import * as z from "zod";
import { type AwsType, awsTypes, resourceNameOf } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { isUnknown } from "../../engine/unknown";
import { apiCallsOf } from "../../wiring/api-calls";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";
import { calleeOf } from "../../wiring/functions";
import { references } from "../../wiring/references";

/** Types of the resources that a function's variables name, by the suffix of the variable's name. */
const variables: Readonly<Record<string, string>> = {
  TABLE_NAME: awsTypes.dynamodb.table,
  QUEUE_URL: awsTypes.sqs.queue,
  TOPIC_ARN: awsTypes.sns.topic,
  BUS_NAME: awsTypes.cloudwatch.eventBus,
  CONFIGURATION_SET_NAME: awsTypes.sesv2.configurationSet,
};

export const referencesResolve = stackRule({
  name: "references-resolve",
  concern: "reliability",
  description: "Whatever names another resource names one that this stack has, and of the right type.",
  rationale: "AWS takes many a mistyped ARN or name without a word; then messages, alarms and policies go nowhere.",
  remediation: "Use the output of the resource itself (`queue.arn`, `table.name`), never a text that looks like it.",
  controls: ["async.failure-paths", "async.delivery-failures", "least.missing-grants"],
  severity: "high",
  parameters: {
    elsewhere: z.array(z.string()).default([]).describe("ARNs and names of what another stack or account owns."),
    variables: z
      .record(z.string(), z.string())
      .default(variables)
      .describe("Ends of names of environment variables, and the type of resource that their value names."),
  },
  async check(stack, { each, report, parameters }) {
    const elsewhere = new Set(parameters.elsewhere);
    for (const { type, property, to, optional } of references) {
      await each(stack.ofType(type), (resource) => {
        if (optional && resource.value(holderOf(property)) === undefined) return;
        if (stack.named(resource, property, ...to).length > 0) return;
        const found = resource.text(property);
        if (found !== undefined && (elsewhere.has(found) || isAwsOwn(found))) return;
        report(resource, property, resource.value(property), `a ${short(to)} of this stack`);
      });
    }
    await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
      const to = { sqs: [awsTypes.sqs.queue], lambda: [awsTypes.lambda.alias, awsTypes.lambda.function] }[
        subscription.text("protocol") ?? ""
      ];
      const found = subscription.text("endpoint");
      if (to === undefined) {
        const form = forms[subscription.text("protocol") ?? ""];
        if (form?.test(found ?? "")) return;
        const wanted = `an address that fits protocol ${subscription.text("protocol")}`;
        report(subscription, "endpoint", found, wanted);
      } else if (stack.named(subscription, "endpoint", ...to).length === 0 && !elsewhere.has(found ?? "")) {
        report(subscription, "endpoint", found, `a ${short(to)} of this stack`);
      }
    });
    const ends = Object.entries(parameters.variables);
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      for (const key of lambda.keys("environment.variables")) {
        const type = ends.find(([end]) => key.endsWith(end))?.[1];
        const property = `environment.variables.${key}`;
        const found: unknown = Reflect.get(Object(Object(lambda.raw.props.environment).variables), key);
        // A preview does not say where an unknown variable comes from. Known values are checked now, the others when they are known.
        if (type === undefined || isUnknown(found) || typeof found !== "string") continue;
        if (stack.holding(found, type).length > 0 || elsewhere.has(found)) continue;
        report(lambda, property, found, `a ${short([type])} of this stack`);
      }
    });
  },
});

/** The block that contains a property, or the property itself: a block that is present must name its resource. */
function holderOf(property: string): string {
  const end = property.lastIndexOf(".");
  return end < 0 ? property : property.slice(0, end);
}

/** Formats of endpoints outside AWS, by SNS protocol. */
const forms: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+$/,
  https: /^https:\/\/[^\s]+$/,
  http: /^http:\/\/[^\s]+$/,
  sms: /^\+[0-9]+$/,
  firehose: /^arn:[^:]+:firehose:/,
};

/** AWS's own keys and the default event bus. Other rules decide whether they may be used. */
function isAwsOwn(text: string): boolean {
  return text === "default" || text.startsWith("alias/aws/") || /^arn:[^:]+:kms:.*:alias\/aws\//.test(text);
}

function short(types: readonly string[]): string {
  return types.map(resourceNameOf).join(" or ");
}

/** Logical names of functions without a caller in AWS, which operators invoke in every stage, production included. */
const calledByPeople: readonly string[] = [];

/** Types that have no effect until a resource of type `by` names them in that property. */
const halves: readonly (readonly [type: AwsType, by: AwsType, property: string, wanted: string])[] = [
  [awsTypes.sns.topic, awsTypes.sns.topicSubscription, "topic", "a subscription"],
  [awsTypes.cloudwatch.eventBus, awsTypes.cloudwatch.eventRule, "eventBusName", "a rule"],
  [
    awsTypes.cloudwatch.eventBus,
    awsTypes.cloudwatch.eventArchive,
    "eventSourceArn",
    "an archive, to replay what was lost",
  ],
  [awsTypes.cloudwatch.eventRule, awsTypes.cloudwatch.eventTarget, "rule", "a target"],
  [awsTypes.apigateway.restApi, awsTypes.apigateway.stage, "restApi", "a stage"],
  [awsTypes.kms.key, awsTypes.kms.alias, "targetKeyId", "an alias"],
];

export const nothingUnwired = stackRule({
  name: "nothing-unwired",
  concern: "reliability",
  description:
    "Every function is called, every queue and topic is listened to, and every rule, bus, API and key has its other half.",
  rationale:
    "A part that nothing leads to, or that leads nowhere, is what is left when a wire was cut: what it should carry is lost or piles up.",
  remediation: "Wire it, take it away, or name it in the parameter `byHand`.",
  controls: ["async.failure-paths", "async.alias"],
  severity: "high",
  parameters: {
    byHand: z
      .array(z.string())
      .default([...calledByPeople])
      .describe("Logical names of functions that only people call."),
  },
  async check(stack, { each, report, parameters }) {
    const callers = stack.ofType(
      awsTypes.lambda.permission,
      awsTypes.sns.topicSubscription,
      awsTypes.cloudwatch.eventTarget,
      awsTypes.lambda.eventSourceMapping,
      awsTypes.apigateway.restApi,
    );
    const called = collect(callers, (by) => {
      if (by.type === awsTypes.lambda.eventSourceMapping) return [calleeOf(stack, by, "functionName")?.function];
      if (by.type === awsTypes.apigateway.restApi) return apiCallsOf(stack, by).map(({ callee }) => callee?.function);
      return asynchronousCalls(stack, by).map((callee) => callee.function);
    });
    const dead = deadLettersOf(stack);
    const deadQueues = collect([...dead.items.map(({ queue }) => queue)], (queue) => [queue]);
    await judge(
      awsTypes.lambda.function,
      { items: [...called.items, ...byHand()], undecided: called.undecided },
      "something that calls it",
    );
    const drained = targets(
      awsTypes.lambda.eventSourceMapping,
      "eventSourceArn",
      awsTypes.sqs.queue,
      awsTypes.dynamodb.table,
    );
    const queues = { items: [...drained.items, ...deadQueues.items], undecided: drained.undecided ?? dead.undecided };
    await judge(awsTypes.sqs.queue, queues, "a mapping that reads it, or something whose dead letters it keeps");
    for (const [type, by, property, wanted] of halves) await judge(type, targets(by, property, type), wanted);

    function targets(type: string, property: string, ...to: readonly string[]) {
      return collect(stack.ofType(type), (resource) => stack.named(resource, property, ...to));
    }

    function byHand(): readonly Resource[] {
      return stack.ofType(awsTypes.lambda.function).filter(({ name }) => parameters.byHand.includes(name));
    }

    function judge(
      type: string,
      wired: ReturnType<typeof collect<Resource | undefined>>,
      wanted: string,
    ): Promise<void> {
      return each(stack.ofType(type), (resource) => {
        if (wired.items.includes(resource)) return;
        complete(wired);
        report(resource, "other half", "nothing", wanted);
      });
    }
  },
});
