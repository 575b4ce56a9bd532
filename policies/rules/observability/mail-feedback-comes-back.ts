import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Stack } from "../../engine/stack";
import type { Subject } from "../../engine/subject";
import { indexes } from "../../metrics/alarm";
import { type Watched, watchedIn } from "../../metrics/watched";
import { types } from "../../wiring/types";

/** The tag that SES puts on every mail: the name of its configuration set. */
const setTag = "ses:configuration-set";
/** Events after which nobody has read a mail, with their metrics. */
const failures = { BOUNCE: "Bounce", COMPLAINT: "Complaint", REJECT: "Reject" } as const;
const dimensions = "eventDestination.cloudWatchDestination.dimensionConfigurations";

/** Events of a configuration set that arrive, by where they go. */
interface Heard {
  readonly topic: Set<string>;
  readonly metrics: Set<string>;
}

export const mailFeedbackComesBack = stackRule({
  name: "mail-feedback-comes-back",
  concern: "observability",
  title:
    "What becomes of a mail comes back: all its events go to a topic that something reads, or its failures to metrics that have alarms.",
  why: "SES answers that it took a mail, never that it arrived. Without an enabled destination for its events a bounced mail counts as sent for ever. Source: SES's guide on event destinations.",
  mend: "Declare a ConfigurationSetEventDestination that is enabled: for all of these events to a topic with a subscription, or, for mails of which no record is kept, for BOUNCE, COMPLAINT and REJECT to CloudWatch with the dimension ses:configuration-set, and alarms on these metrics.",
  controls: ["observability.mail-feedback"],
  severity: "high",
  parameters: {
    events: z
      .array(z.string())
      .min(1)
      .default(["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"])
      .describe("Events that must come back to a topic (E2); SEND closes the doubt after a crash (E4)."),
  },
  async check(stack, { parameters, each, report }) {
    const heard = new Map<Subject, Heard>();
    const read = await topicsWithReaders(stack, each);
    await each(stack.ofType(types.mailEvents), (destination) => {
      const [set] = stack.named(destination, "configurationSetName", types.configurationSet);
      const refuse = (property: string, wanted: string) =>
        report({ subject: destination, property, found: destination.value(property), wanted });
      if (set === undefined) return refuse("configurationSetName", "a configuration set of this stack");
      // AWS's default is false.
      if (destination.flag("eventDestination.enabled") !== true) return refuse("eventDestination.enabled", "true");
      const measured = indexes(destination, dimensions).length > 0;
      if (measured && !isBySet(destination))
        return refuse(dimensions, `${setTag} from MESSAGE_TAG, and no other: alarms have exactly these dimensions`);
      if (!measured && !leadsTo(stack, destination, read))
        return refuse("eventDestination.snsDestination.topicArn", "a topic of this stack that has a subscription");
      const arrives = heard.get(set) ?? { topic: new Set(), metrics: new Set() };
      for (const event of destination.texts("eventDestination.matchingEventTypes"))
        (measured ? arrives.metrics : arrives.topic).add(event);
      heard.set(set, arrives);
    });
    const watched = watchedIn(stack);
    await each(stack.ofType(types.configurationSet), (set) => {
      const { topic, metrics } = heard.get(set) ?? { topic: new Set(), metrics: new Set() };
      const missing = parameters.events.filter((event) => !topic.has(event));
      if (missing.length === 0) return;
      const refuse = (found: unknown, wanted: string) =>
        report({ subject: set, property: "configurationSetName", found, wanted });
      if (topic.size > 0 || metrics.size === 0)
        return refuse([...topic], `an enabled destination for ${missing.join(", ")}`);
      for (const problem of unheard(watched, set.text("configurationSetName") ?? "", metrics))
        refuse([...metrics], problem);
    });
  },
});

/** What is wanted of a set whose events are only counted. @throws {Undecided} */
function unheard(watched: Watched, name: string, counted: ReadonlySet<string>): readonly string[] {
  const alarms = watched.by("undeliveredMails", { [setTag]: name });
  const alarmed = new Set(alarms.flatMap(({ metrics }) => metrics.map((metric) => metric.name)));
  return Object.entries(failures).flatMap(([event, metric]) => {
    if (!counted.has(event)) return [`an enabled destination for ${event}`];
    return alarmed.has(metric) ? [] : [`an alarm on ${metric} with the name ${name} as dimension`];
  });
}

/** Whether metrics have the set's name as their only dimension. @throws {Undecided} */
function isBySet(destination: Subject): boolean {
  const found = indexes(destination, dimensions).map((index) => [
    destination.text(`${dimensions}.${index}.dimensionName`),
    destination.text(`${dimensions}.${index}.dimensionValueSource`),
  ]);
  return found.length === 1 && found[0]?.join() === `${setTag},MESSAGE_TAG`;
}

function leadsTo(stack: Stack, destination: Subject, topics: ReadonlySet<Subject>): boolean {
  const [topic] = stack.named(destination, "eventDestination.snsDestination.topicArn", types.topic);
  return topic !== undefined && topics.has(topic);
}

async function topicsWithReaders(
  stack: Stack,
  each: (subjects: Iterable<Subject>, judge: (subject: Subject) => void) => Promise<void>,
): Promise<ReadonlySet<Subject>> {
  const found = new Set<Subject>();
  await each(stack.ofType(types.subscription), (subscription) => {
    for (const topic of stack.named(subscription, "topic", types.topic)) found.add(topic);
  });
  return found;
}
