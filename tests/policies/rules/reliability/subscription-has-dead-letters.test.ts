import { subscriptionHasDeadLetters } from "../../../../policies/rules/reliability/subscription-has-dead-letters";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(subscriptionHasDeadLetters, {
  valid: shop,
  passing: [
    {
      title: "mail to people",
      resources: [resource(t.subscription, "mail", { protocol: "email", endpoint: "ada@example.com" })],
    },
  ],
  failing: [
    {
      title: "a function\\u2019s subscription without dead letters",
      change: (valid) => drop(valid, "reading", "redrivePolicy"),
      type: t.subscription,
      name: "reading",
      says: /redrivePolicy.deadLetterTargetArn is not set/,
    },
    {
      title: "a queue\\u2019s subscription without dead letters",
      change: (valid) => drop(valid, "queueing", "redrivePolicy"),
      type: t.subscription,
      name: "queueing",
      says: /redrivePolicy.deadLetterTargetArn is not set/,
    },
    {
      title: "a queue that does not exist",
      change: (valid) =>
        set(valid, "reading", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "gone") })),
      type: t.subscription,
      name: "reading",
      says: /deadLetterTargetArn is .*gone/,
    },
    {
      title: "dead letters to the queue that refused them",
      change: (valid) =>
        set(valid, "queueing", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "work") })),
      type: t.subscription,
      name: "queueing",
      says: /deadLetterTargetArn is .*work, wanted/,
    },
    {
      title: "a policy that is no JSON",
      change: (valid) => set(valid, "reading", "redrivePolicy", "news-dead"),
      type: t.subscription,
      name: "reading",
      says: /deadLetterTargetArn is not set/,
    },
    {
      title: "messages in an envelope",
      change: (valid) => drop(valid, "queueing", "rawMessageDelivery"),
      type: t.subscription,
      name: "queueing",
      says: /rawMessageDelivery is not set, wanted true/,
    },
    {
      title: "messages in an envelope, said so",
      change: (valid) => set(valid, "queueing", "rawMessageDelivery", false),
      type: t.subscription,
      name: "queueing",
      says: /rawMessageDelivery is false/,
    },
  ],
});
