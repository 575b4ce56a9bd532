import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import type { LogicalName } from "../../../components/naming";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { indexes } from "../../metrics/alarm";
import { emailFailures, type FailureAlarms, failureAlarmsIn, setTag } from "../../metrics/email-failures";
import { calleeOf, environmentOf } from "../../wiring/functions";

export const feedbackReadsItsOwnMails = stackRule({
  name: "feedback-reads-its-own-mails",
  concern: "reliability",
  description:
    "A function that gets the events of emails knows which configuration set they come from, and the right one.",
  rationale:
    "Events of other sets may reach the same topic. A function that takes them for its own, or its own for others', records bounces for nobody. Source: SES's guide on event publishing.",
  remediation: "Give the function the name of the configuration set in its environment.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.sesv2.configurationSetEventDestination), (events) => {
      const [set] = stack.named(events, "configurationSetName", awsTypes.sesv2.configurationSet);
      const name = set?.text("configurationSetName");
      if (name === undefined) return; // `nothing-dangles` reports it
      for (const reader of readersOf(stack, events)) {
        const known = [...environmentOf(reader).values()];
        if (known.includes(name)) continue;
        const found = known.filter((value) => stack.holding(value, awsTypes.sesv2.configurationSet).length > 0);
        report(reader, "environment.variables", found, `the name of '${name}'`);
      }
    });
  },
});

/** Functions that poll a queue which is subscribed to the destination's topic. */
function readersOf(stack: Stack, events: Resource): readonly Resource[] {
  const [topic] = stack.named(events, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic);
  const queues = stack
    .ofType(awsTypes.sns.topicSubscription)
    .filter(
      (subscription) => topic !== undefined && stack.named(subscription, "topic", awsTypes.sns.topic).includes(topic),
    )
    .flatMap((subscription) => stack.named(subscription, "endpoint", awsTypes.sqs.queue));
  return stack
    .ofType(awsTypes.lambda.eventSourceMapping)
    .filter((mapping) =>
      stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue).some((queue) => queues.includes(queue)),
    )
    .flatMap((mapping) => calleeOf(stack, mapping, "functionName")?.function ?? []);
}

const dimensions = "eventDestination.cloudWatchDestination.dimensionConfigurations";

/** Events of a configuration set that reach a topic or a metric. */
interface Heard {
  readonly topic: Set<string>;
  readonly metrics: Set<string>;
}

export const mailFeedbackComesBack = stackRule({
  name: "mail-feedback-comes-back",
  concern: "observability",
  description:
    "What becomes of an email comes back: all its events go to a topic that something reads, or its failures to metrics that have alarms.",
  rationale:
    "SES answers that it took an email, never that it arrived. Without an enabled destination for its events a bounced email counts as sent for ever. Source: SES's guide on event destinations.",
  remediation:
    "Declare a ConfigurationSetEventDestination that is enabled: for all of these events to a topic with a subscription, or, for emails of which no record is kept, for BOUNCE, COMPLAINT and REJECT to CloudWatch with the dimension ses:configuration-set, and alarms on these metrics.",
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
    const heard = new Map<Resource, Heard>();
    const read = await topicsWithReaders(stack, each);
    await each(stack.ofType(awsTypes.sesv2.configurationSetEventDestination), (destination) => {
      const [set] = stack.named(destination, "configurationSetName", awsTypes.sesv2.configurationSet);
      const refuse = (property: string, wanted: string) =>
        report(destination, property, destination.value(property), wanted);
      if (set === undefined) return refuse("configurationSetName", "a configuration set of this stack");
      // AWS's default is false.
      if (destination.flag("eventDestination.enabled") !== true) return refuse("eventDestination.enabled", "true");
      const measured = indexes(destination, dimensions).length > 0;
      if (measured && !isBySet(destination, set))
        return refuse(
          dimensions,
          `${setTag} from MESSAGE_TAG, the set's name as default, and no other dimension: as alarms have it`,
        );
      if (!measured && !leadsTo(stack, destination, read))
        return refuse("eventDestination.snsDestination.topicArn", "a topic of this stack that has a subscription");
      const arrives = heard.get(set) ?? { topic: new Set(), metrics: new Set() };
      for (const event of destination.texts("eventDestination.matchingEventTypes"))
        (measured ? arrives.metrics : arrives.topic).add(event);
      heard.set(set, arrives);
    });
    const alarms = failureAlarmsIn(stack);
    await each(stack.ofType(awsTypes.sesv2.configurationSet), (set) => {
      const { topic, metrics } = heard.get(set) ?? { topic: new Set(), metrics: new Set() };
      const missing = parameters.events.filter((event) => !topic.has(event));
      if (missing.length === 0) return;
      const refuse = (found: unknown, wanted: string) => report(set, "configurationSetName", found, wanted);
      if (topic.size > 0 || metrics.size === 0)
        return refuse([...topic], `an enabled destination for ${missing.join(", ")}`);
      for (const problem of unheard(alarms, set.text("configurationSetName") ?? "", metrics))
        refuse([...metrics], problem);
    });
  },
});

/** What is missing for a set whose events are only counted in metrics. @throws {UnknownValue} */
function unheard(alarms: FailureAlarms, name: string, counted: ReadonlySet<string>): readonly string[] {
  return Object.entries(emailFailures).flatMap(([event, metric]) => {
    if (!counted.has(event)) return [`an enabled destination for ${event}`];
    return alarms.raisedBy(metric, name)
      ? []
      : [`an alarm on the first ${metric}, with the dimension ${setTag}: ${name}`];
  });
}

/** Whether the metrics' only dimension is the set's name. @throws {UnknownValue} */
function isBySet(destination: Resource, set: Resource): boolean {
  const only = (key: string) => destination.text(`${dimensions}.0.${key}`);
  return (
    indexes(destination, dimensions).length === 1 &&
    only("dimensionName") === setTag &&
    only("dimensionValueSource") === "MESSAGE_TAG" &&
    only("defaultDimensionValue") === set.text("configurationSetName")
  );
}

function leadsTo(stack: Stack, destination: Resource, topics: ReadonlySet<Resource>): boolean {
  const [topic] = stack.named(destination, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic);
  return topic !== undefined && topics.has(topic);
}

async function topicsWithReaders(
  stack: Stack,
  each: (resources: Iterable<Resource>, judge: (resource: Resource) => void) => Promise<void>,
): Promise<ReadonlySet<Resource>> {
  const found = new Set<Resource>();
  await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
    for (const topic of stack.named(subscription, "topic", awsTypes.sns.topic)) found.add(topic);
  });
  return found;
}

export const mailReputationKept = resourceRule({
  name: "mail-reputation-kept",
  concern: "observability",
  description:
    "A configuration set measures its reputation, may send, and suppresses addresses that bounced or complained, unless there is a reason not to.",
  rationale:
    "SES stops an account at 5 % bounces or 0.1 % complaints; without metrics nobody sees it come, without suppression the same address bounces again and again. Source: SES's guides on reputation metrics and on suppression lists.",
  remediation:
    "Set reputationOptions.reputationMetricsEnabled, both suppressedReasons, and leave sendingOptions enabled.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  types: [awsTypes.sesv2.configurationSet],
  parameters: {
    unsuppressed: z
      .record(z.string(), z.string().min(20))
      .default({
        "notifications-mail":
          "The last way to reach the operators: one bounce must not have SES drop every later email to them. They are few emails, to one address of our own, and the first that fails raises an alarm.",
      } satisfies Readonly<Record<LogicalName, string>>)
      .describe(
        "Configuration sets, by logical name, that email suppressed addresses too, with the reason: their list of reasons is empty, not left out, since SES would take the account's then.",
      ),
  },
  check(set, { parameters, report }) {
    const measured = set.flag("reputationOptions.reputationMetricsEnabled");
    if (measured !== true) report(set, "reputationOptions.reputationMetricsEnabled", measured, "true");
    // AWS's default is true.
    if (set.flag("sendingOptions.sendingEnabled") === false)
      report(set, "sendingOptions.sendingEnabled", false, "true");
    const property = "suppressionOptions.suppressedReasons";
    const reasons = set.texts(property);
    if (Object.hasOwn(parameters.unsuppressed, set.name)) {
      const declared = set.value(property);
      if (!Array.isArray(declared) || declared.length > 0) report(set, property, declared, "an empty list");
    } else if (!["BOUNCE", "COMPLAINT"].every((reason) => reasons.includes(reason)))
      report(set, property, reasons, "BOUNCE and COMPLAINT");
  },
});
