import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Stack } from "../../engine/stack";
import type { Subject } from "../../engine/subject";
import { mailSetsWithoutRecord } from "../../metrics/mail-sets";

const setType = "aws:sesv2/configurationSet:ConfigurationSet";
const topicType = "aws:sns/topic:Topic";

export const mailFeedbackComesBack = stackRule({
  name: "mail-feedback-comes-back",
  concern: "observability",
  title:
    "What becomes of a mail comes back: bounces, complaints, rejections and deliveries go to a topic that something reads.",
  why: "SES answers that it took a mail, never that it arrived. Without an enabled destination for its events a bounced mail counts as sent for ever. Source: SES's guide on event destinations.",
  mend: "Declare a ConfigurationSetEventDestination that is enabled, for all of these events, to a topic with a subscription.",
  controls: ["observability.mail-feedback"],
  severity: "high",
  parameters: {
    events: z
      .array(z.string())
      .min(1)
      .default(["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"])
      .describe("Events that must come back (E2); SEND closes the doubt after a crash (E4)."),
    withoutRecord: mailSetsWithoutRecord,
  },
  async check(stack, { parameters, each, report }) {
    const heard = new Map<Subject, Set<string>>();
    const read = await topicsWithReaders(stack, each);
    await each(
      stack.ofType("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"),
      (destination) => {
        const [set] = stack.named(destination, "configurationSetName", setType);
        const [topic] = stack.named(destination, "eventDestination.snsDestination.topicArn", topicType);
        const refuse = (property: string, wanted: string) =>
          report({ subject: destination, property, found: destination.value(property), wanted });
        if (set === undefined) return refuse("configurationSetName", "a configuration set of this stack");
        // AWS's default is false.
        if (destination.flag("eventDestination.enabled") !== true) return refuse("eventDestination.enabled", "true");
        if (topic === undefined || !read.has(topic))
          return refuse("eventDestination.snsDestination.topicArn", "a topic of this stack that has a subscription");
        const events = heard.get(set) ?? new Set<string>();
        for (const event of destination.texts("eventDestination.matchingEventTypes")) events.add(event);
        heard.set(set, events);
      },
    );
    await each(stack.ofType(setType), (set) => {
      if (Object.hasOwn(parameters.withoutRecord, set.name)) return;
      const events = heard.get(set) ?? new Set();
      const missing = parameters.events.filter((event) => !events.has(event));
      if (missing.length > 0)
        report({
          subject: set,
          property: "configurationSetName",
          found: [...events],
          wanted: `an enabled destination for ${missing.join(", ")}`,
        });
    });
  },
});

async function topicsWithReaders(
  stack: Stack,
  each: (subjects: Iterable<Subject>, judge: (subject: Subject) => void) => Promise<void>,
): Promise<ReadonlySet<Subject>> {
  const found = new Set<Subject>();
  await each(stack.ofType("aws:sns/topicSubscription:TopicSubscription"), (subscription) => {
    for (const topic of stack.named(subscription, "topic", topicType)) found.add(topic);
  });
  return found;
}
