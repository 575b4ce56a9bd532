import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { indexes } from "../../metrics/alarm";
import { type Each, policiesByTopic, topicLetsIn } from "../../metrics/publishing";
import { isRollbackAlarm } from "../../wiring/rollout";

export const alarmReachesPeople = stackRule({
  name: "alarm-reaches-people",
  concern: "observability",
  description:
    "An alarm's actions name topics of the stack that CloudWatch may publish to, that people read, and that call no function.",
  rationale:
    "CloudWatch says nothing when it may not publish. A topic without readers is no alarm, and one that calls a function can raise the alarm that called it. Source: CloudWatch's guide on alarm actions.",
  remediation:
    "Let alarmActions name the alert topic, subscribe people to it, and allow cloudwatch.amazonaws.com with the alarms' ARNs in its policy.",
  controls: ["observability.alert-topic", "alarms.actions"],
  severity: "critical",
  parameters: {
    protocols: z
      .array(z.string())
      .min(1)
      .default(["email", "email-json", "sms", "https"])
      .describe("Protocols of subscriptions that bring an alarm to people."),
  },
  async check(stack, { parameters, each, report }) {
    const topics = new Set<Resource>();
    const policies = await policiesByTopic(stack, each);
    const refused = new Map<Resource, Resource>();
    await each(stack.ofType(awsTypes.cloudwatch.metricAlarm), (alarm) => {
      for (const index of indexes(alarm, "alarmActions")) {
        const [topic] = stack.named(alarm, `alarmActions.${index}`, awsTypes.sns.topic);
        if (topic === undefined) {
          const found = alarm.value(`alarmActions.${index}`);
          report(alarm, `alarmActions.${index}`, found, "a topic of this stack");
          continue;
        }
        topics.add(topic);
        if (!refused.has(topic) && !topicLetsIn(topic, policies.get(topic), "cloudwatch.amazonaws.com", alarm))
          refused.set(topic, alarm);
      }
    });
    for (const [resource, alarm] of refused) {
      const wanted = `a statement that lets cloudwatch.amazonaws.com publish for '${alarm.name}', and none that forbids it`;
      report(resource, "policy", policies.get(resource)?.name, wanted);
    }
    const readers = await readersOf(stack, each);
    for (const topic of topics) {
      const here = readers.get(topic) ?? [];
      if (!here.some((reader) => parameters.protocols.includes(reader.protocol) && !reader.filtered))
        report(
          topic,
          "name",
          here.map(({ protocol }) => protocol),
          `a subscription by ${parameters.protocols.join(" or ")} without a filter`,
        );
      if (here.some(({ callsFunction }) => callsFunction))
        report(topic, "name", "a function's trigger", "a topic that calls no function");
    }
  },
});

interface Reader {
  readonly protocol: string;
  /** Whether it leaves messages out. */
  readonly filtered: boolean;
  readonly callsFunction: boolean;
}

async function readersOf(stack: Stack, each: Each): Promise<ReadonlyMap<Resource, readonly Reader[]>> {
  const consumed = new Set<Resource>();
  await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
    for (const queue of stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue)) consumed.add(queue);
  });
  const found = new Map<Resource, Reader[]>();
  await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
    const protocol = subscription.text("protocol") ?? "";
    const filtered = subscription.value("filterPolicy") !== undefined && subscription.value("filterPolicy") !== "";
    const callsFunction =
      protocol === "lambda" ||
      (protocol === "sqs" &&
        stack.named(subscription, "endpoint", awsTypes.sqs.queue).some((queue) => consumed.has(queue)));
    for (const topic of stack.named(subscription, "topic", awsTypes.sns.topic))
      found.set(topic, [...(found.get(topic) ?? []), { protocol, filtered, callsFunction }]);
  });
  return found;
}

export const alarmHasActions = stackRule({
  name: "alarm-has-actions",
  concern: "observability",
  description:
    "An alarm has an action when it is raised, and only then, and its actions are enabled; one that takes back roll-outs needs none.",
  rationale:
    "An alarm without one changes its colour on a page that nobody looks at; emails that all is well train people to ignore the other kind. Source: Security Hub CloudWatch.15 and CloudWatch.17.",
  remediation: "Name the alert topic in alarmActions, and leave okActions and actionsEnabled out.",
  controls: ["alarms.actions"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.cloudwatch.metricAlarm), (alarm) => {
      if (indexes(alarm, "alarmActions").length === 0 && !isRollbackAlarm(stack, alarm))
        report(alarm, "alarmActions", undefined, "the ARN of a topic");
      const calm = indexes(alarm, "okActions");
      if (calm.length > 0) report(alarm, "okActions", alarm.value("okActions"), "none");
      // AWS's default is true.
      if (alarm.flag("actionsEnabled") === false) report(alarm, "actionsEnabled", false, "true");
    });
  },
});
