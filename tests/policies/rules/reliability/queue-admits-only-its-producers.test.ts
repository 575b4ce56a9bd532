import type { Resource } from "../../../../local/policies/requests";
import { queueAdmitsOnlyItsProducers } from "../../../../policies/rules/reliability/queue-admits-only-its-producers";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { admission, arn, queuePolicy, t } from "./shop-parts";

/** The same shop, with one more statement for the queue. */
function also(valid: readonly Resource[], statement: object): readonly Resource[] {
  const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
  const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));
  return set(valid, "work-policy", "policy", queuePolicy("work", fromTopic, fromRule, statement));
}

testRule(queueAdmitsOnlyItsProducers, {
  valid: shop,
  failing: [
    {
      title: "a topic that sends nothing there",
      change: (valid) => also(valid, admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
      type: t.queuePolicy,
      name: "work-policy",
      says: /Statement\[3\].Condition.aws:SourceArn is .*other, wanted a source that delivers to 'work' by sns.amazonaws.com/,
    },
    {
      title: "a producer of another service",
      change: (valid) => also(valid, admission("events.amazonaws.com", arn("topic", "news"), arn("queue", "work"))),
      type: t.queuePolicy,
      name: "work-policy",
      says: /by events.amazonaws.com/,
    },
    {
      title: "every topic",
      change: (valid) => also(valid, admission("sns.amazonaws.com", "arn:aws:sns:*:*:*", arn("queue", "work"))),
      type: t.queuePolicy,
      name: "work-policy",
      says: /wanted the ARN of a producer, without wildcard/,
    },
    {
      title: "a service without a source",
      change: (valid) =>
        also(valid, {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn("queue", "work"),
        }),
      type: t.queuePolicy,
      name: "work-policy",
      says: /wanted the ARN of a producer/,
    },
    {
      title: "everybody",
      change: (valid) =>
        also(valid, { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arn("queue", "work") }),
      type: t.queuePolicy,
      name: "work-policy",
      says: /wanted the ARN of a producer/,
    },
    {
      title: "more than sending",
      change: (valid) =>
        also(valid, admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"), "sqs:*")),
      type: t.queuePolicy,
      name: "work-policy",
      says: /Statement\[3\].Action is sqs:\*, wanted sqs:SendMessage/,
    },
    {
      title: "a statement about every queue",
      change: (valid) => also(valid, admission("sns.amazonaws.com", arn("topic", "news"), "*")),
      type: t.queuePolicy,
      name: "work-policy",
      says: /Statement\[3\].Resource is \*, wanted .*work/,
    },
    {
      title: "the policy of another queue",
      change: (valid) => set(valid, "work-policy", "queueUrl", "audit-failures"),
      type: t.queuePolicy,
      name: "work-policy",
      says: /Resource is .*work, wanted .*audit-failures/,
    },
    {
      title: "a topic that no longer sends there",
      change: (valid) => without(valid, "queueing"),
      type: t.queuePolicy,
      name: "work-policy",
      says: /aws:SourceArn is .*news/,
    },
  ],
});
