import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { StackContext } from "../engine/rule";
import type { Stack } from "../engine/stack";
import { collect, complete } from "../wiring/collect";
import { policiesByTopic, topicLetsIn } from "./publishing";

/** What notifies topics of costs. */
interface Notifier {
  readonly type: string;
  /** Service principal that publishes. */
  readonly service: string;
  /** Paths of the topics' ARNs. */
  readonly paths: (resource: Resource) => readonly string[];
}

/**
 * Reports what would notify nobody: a topic that is none of the stack's, one that no alarm notifies and so perhaps nobody reads, and one whose
 * policy does not let the service in, of which the service says nothing.
 */
export async function checkNotifiedTopics(
  stack: Stack,
  { each, report }: Pick<StackContext<unknown>, "each" | "report">,
  { type, service, paths }: Notifier,
): Promise<void> {
  const policies = await policiesByTopic(stack, each);
  const alarmed = collect(stack.ofType(awsTypes.cloudwatch.metricAlarm), (alarm) =>
    alarm.list("alarmActions").flatMap((_, index) => stack.named(alarm, `alarmActions.${index}`, awsTypes.sns.topic)),
  );
  await each(stack.ofType(type), (notifier) => {
    for (const path of paths(notifier)) {
      const [topic] = stack.named(notifier, path, awsTypes.sns.topic);
      if (topic === undefined) report(notifier, path, notifier.value(path), "a topic of this stack");
      else if (!alarmed.items.includes(topic)) {
        complete(alarmed);
        report(notifier, path, notifier.value(path), "a topic that alarms notify");
      } else if (!topicLetsIn(topic, policies.get(topic), service, notifier)) {
        const wanted = `a statement that lets ${service} publish for '${notifier.name}'`;
        report(topic, "policy", policies.get(topic)?.name, wanted);
      }
    }
  });
}
