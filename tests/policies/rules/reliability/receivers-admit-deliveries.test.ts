import { receiversAdmitDeliveries } from "../../../../policies/rules/reliability/receivers-admit-deliveries";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { admission, arn, queuePolicy, t } from "./shop-parts";

const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));

/** The topic's statement with one more condition. */
function conditioned(condition: object): object {
  return { ...fromTopic, Condition: { ArnEquals: { "aws:SourceArn": arn("topic", "news") }, ...condition } };
}

testRule(receiversAdmitDeliveries, {
  valid: shop,
  passing: [
    {
      title: "the right account as a further condition",
      resources: set(
        shop,
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "123456789012" } })),
      ),
    },
  ],
  failing: [
    {
      title: "a queue that its topic may not send to",
      change: (valid) => set(valid, "work-policy", "policy", queuePolicy("work", fromRule)),
      type: t.queuePolicy,
      name: "work-policy",
      says: /wanted an Allow of sqs:SendMessage for sns.amazonaws.com with aws:SourceArn .*news, which 'queueing' needs/,
    },
    {
      title: "a queue that its rule may not send to",
      change: (valid) => set(valid, "work-policy", "policy", queuePolicy("work", fromTopic)),
      type: t.queuePolicy,
      name: "work-policy",
      says: /events.amazonaws.com.* which 'moving' needs/,
    },
    {
      title: "a queue that lets in another topic",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy("work", fromRule, admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "a statement about another queue",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy(
            "work",
            fromRule,
            admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work-dead")),
          ),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "another action",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy("work", fromRule, { ...fromTopic, Action: "sqs:ReceiveMessage" }),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "a refusal in place of an allowance",
      change: (valid) =>
        set(valid, "work-policy", "policy", queuePolicy("work", fromRule, { ...fromTopic, Effect: "Deny" })),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "a condition of the wrong account",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "999999999999" } })),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "a condition that also passes without a source",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy("work", fromRule, {
            ...fromTopic,
            Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("topic", "news") } },
          }),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which 'queueing' needs/,
    },
    {
      title: "a statement beside it that keeps everybody out",
      change: (valid) =>
        set(
          valid,
          "work-policy",
          "policy",
          queuePolicy("work", fromRule, fromTopic, {
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:Send*",
            Resource: "*",
          }),
        ),
      type: t.queuePolicy,
      name: "work-policy",
      says: /which '(queueing|moving)' needs/,
    },
    {
      title: "a queue without a policy",
      change: (valid) => without(valid, "work-policy"),
      type: t.queue,
      name: "work",
      says: /policy is none in 0 policies/,
    },
    {
      title: "dead letters of a subscription without a policy",
      change: (valid) => without(valid, "news-dead-policy"),
      type: t.queue,
      name: "news-dead",
      says: /which '(reading|queueing)' needs/,
    },
    {
      title: "dead letters of a target without a policy",
      change: (valid) => without(valid, "target-dead-policy"),
      type: t.queue,
      name: "target-dead",
      says: /which 'moving' needs/,
    },
    {
      title: "dead letters of a bus without a policy",
      change: (valid) => without(valid, "bus-dead-policy"),
      type: t.queue,
      name: "bus-dead",
      says: /which 'bus' needs/,
    },
    {
      title: "two policies of one queue",
      change: (valid) => set(valid, "work-dead-policy", "queueUrl", "work"),
      type: t.queuePolicy,
      name: "work-dead-policy",
      says: /queueUrl is work, wanted another one: 'work-policy' is the policy of 'work' already/,
    },
    {
      title: "a subscription that hands over to another queue",
      change: (valid) => set(valid, "queueing", "endpoint", arn("queue", "work-dead")),
      type: t.queuePolicy,
      name: "work-dead-policy",
      says: /which 'queueing' needs/,
    },
  ],
});
