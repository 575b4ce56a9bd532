import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { calleeOf, environmentOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

export const feedbackReadsItsOwnMails = stackRule({
  name: "feedback-reads-its-own-mails",
  concern: "reliability",
  description:
    "A function that gets the events of mails knows which configuration set they come from, and the right one.",
  rationale:
    "Events of other sets may reach the same topic. A function that takes them for its own, or its own for others', records bounces for nobody. Source: SES's guide on event publishing.",
  remediation: "Give the function the name of the configuration set in its environment.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.mailEvents), (events) => {
      const [set] = stack.named(events, "configurationSetName", types.configurationSet);
      const name = set?.text("configurationSetName");
      if (name === undefined) return; // `nothing-dangles` says so
      for (const reader of readersOf(stack, events)) {
        const known = [...environmentOf(reader).values()];
        if (known.includes(name)) continue;
        const found = known.filter((value) => stack.holding(value, types.configurationSet).length > 0);
        report(reader, "environment.variables", found, `the name of '${name}'`);
      }
    });
  },
});

/** Functions that poll a queue which the topic of a destination feeds. */
function readersOf(stack: Stack, events: Resource): readonly Resource[] {
  const [topic] = stack.named(events, "eventDestination.snsDestination.topicArn", types.topic);
  const queues = stack
    .ofType(types.subscription)
    .filter((subscription) => topic !== undefined && stack.named(subscription, "topic", types.topic).includes(topic))
    .flatMap((subscription) => stack.named(subscription, "endpoint", types.queue));
  return stack
    .ofType(types.mapping)
    .filter((mapping) => stack.named(mapping, "eventSourceArn", types.queue).some((queue) => queues.includes(queue)))
    .flatMap((mapping) => calleeOf(stack, mapping, "functionName")?.function ?? []);
}
