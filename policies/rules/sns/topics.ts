import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import type { LogicalName } from "../../../components/naming";
import { stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { collect, complete, fitting } from "../../wiring/collect";
import { redriveOf, redriveQueueOf } from "../../wiring/dead-letters";

export const topicPolicyNamesItsTopic = stackRule({
  name: "topic-policy-names-its-topic",
  concern: "least-privilege",
  description: "Every statement of a topic's policy is about that very topic.",
  rationale:
    "A statement about another topic gives nothing, in silence: whoever it lets in is turned away. A star says nothing about what was meant. Source: SNS's guide on access policies.",
  remediation: "Put the ARN of the topic into Resource.",
  controls: ["async.producers", "sns.public"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.sns.topicPolicy), (policy) => {
      const [topic] = stack.named(policy, "arn", awsTypes.sns.topic);
      if (topic === undefined) return; // `nothing-dangles` reports a topic that is not in this stack
      const wanted = topic.text("arn") ?? "";
      for (const { path, resources } of statementsIn(policy, "policy") ?? []) {
        if (resources.length > 0 && resources.every((resource) => resource === wanted)) continue;
        report(policy, `${path}.Resource`, resources, wanted);
      }
    });
  },
});

const toPeople: ReadonlySet<string> = new Set(["email", "email-json", "sms"]);

export const topicReachesPeople = stackRule({
  name: "topic-reaches-people",
  concern: "reliability",
  description: "A topic that is there for people has one among its subscribers.",
  rationale: "When the function that handles its messages is what has failed, email by SNS is the only way left.",
  remediation: "Subscribe an address by protocol email.",
  controls: ["async.failure-paths"],
  severity: "medium",
  parameters: {
    topics: z
      .array(z.string())
      .default(["notifications-topic", "monitoring-alerts"] satisfies LogicalName[])
      .describe("Logical names of the topics that people read."),
  },
  async check(stack, { each, report, parameters }) {
    const readers = collect(stack.ofType(awsTypes.sns.topicSubscription), (subscription) =>
      toPeople.has(subscription.text("protocol") ?? "") ? stack.named(subscription, "topic", awsTypes.sns.topic) : [],
    );
    await each(stack.ofType(awsTypes.sns.topic), (topic) => {
      if (!parameters.topics.includes(topic.name)) return;
      if (fitting(readers, (read) => read === topic).length === 0)
        report(topic, "subscriptions", "none to people", "one by email");
    });
  },
});

export const subscribersAreOurs = stackRule({
  name: "subscribers-are-ours",
  concern: "least-privilege",
  description: "Topics deliver to addresses of the shop's own domain, and to nothing outside the stack.",
  rationale:
    "A private mailbox, a telephone or a partner's page reads every alarm and notification from then on, with names of customers' orders, long after its owner has left.",
  remediation:
    "Subscribe an address of the shop's domain, or name the domain in the parameter `domains` with the reason.",
  controls: ["sns.public"],
  severity: "high",
  parameters: {
    domains: z.array(z.string()).default([]).describe("Domains besides those that the stack's emails are sent from."),
    pages: z.array(z.string()).default([]).describe("HTTPS addresses that may subscribe."),
  },
  async check(stack, { each, report, parameters }) {
    const own = collect(stack.ofType(awsTypes.sesv2.emailIdentity), (sender) => [
      domainOf(sender.text("emailIdentity") ?? ""),
    ]);
    await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
      const protocol = subscription.text("protocol") ?? "";
      if (["sqs", "lambda"].includes(protocol)) return;
      const property = "endpoint";
      const found = subscription.text(property);
      if (protocol === "https" && parameters.pages.includes(found ?? "")) return;
      if (!protocol.startsWith("email")) {
        report(subscription, property, protocol, "an email address of the shop");
        return;
      }
      const domains = [...complete(own), ...parameters.domains];
      const domain = domainOf(found ?? "");
      if (domains.some((known) => isUnder(domain, known) || isUnder(known, domain))) return;
      report(subscription, property, found, `an address of ${domains.join(", ") || "the shop"}`);
    });
  },
});

function domainOf(text: string): string {
  return text.slice(text.lastIndexOf("@") + 1).toLowerCase();
}

/** Whether a domain is `known` or under it: `dev.example.com` is under `example.com`. A top-level domain alone never counts. */
function isUnder(domain: string, known: string): boolean {
  return known.includes(".") && (domain === known || domain.endsWith(`.${known}`));
}

export const subscriptionHasDeadLetters = stackRule({
  name: "subscription-has-dead-letters",
  concern: "reliability",
  description: "A subscription keeps what cannot be delivered, and hands it over as it was published.",
  rationale:
    "SNS drops what an endpoint refuses, at once when the refusal is final, such as a missing right. In SNS's envelope a queue's consumer finds neither attributes nor body where it looks. Source: SNS's guide on dead-letter queues.",
  remediation:
    "Set redrivePolicy with deadLetterTargetArn, another queue than the endpoint, and for queues rawMessageDelivery to true.",
  controls: ["sns.redrive", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
      const protocol = subscription.text("protocol") ?? "";
      if (toPeople.has(protocol)) return;
      const raw = subscription.flag("rawMessageDelivery");
      if (protocol === "sqs" && raw !== true) report(subscription, "rawMessageDelivery", raw, "true");
      const dead = redriveQueueOf(stack, subscription);
      if (
        dead !== undefined &&
        dead !== stack.named(subscription, "endpoint", dead.type, awsTypes.lambda.alias, awsTypes.lambda.function)[0]
      )
        return;
      const found = redriveOf(subscription)?.deadLetterTargetArn;
      const wanted = "a queue of this stack that is not its endpoint";
      report(subscription, "redrivePolicy.deadLetterTargetArn", found, wanted);
    });
  },
});
