import { receiversAdmitDeliveries } from "../../../../policies/rules/reliability/receivers-admit-deliveries";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { admission, arn, queuePolicy } from "./shop-parts";

const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));

/** The topic's statement with one more condition. */
function conditioned(condition: object): object {
  return { ...fromTopic, Condition: { ArnEquals: { "aws:SourceArn": arn("topic", "news") }, ...condition } };
}

testRule(receiversAdmitDeliveries, {
  valid: shop,
  passes: {
    "the right account as a further condition": set(
      "work-policy",
      "policy",
      queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "123456789012" } })),
    ),
  },
  refuses: {
    "a queue that its topic may not send to": [
      set("work-policy", "policy", queuePolicy("work", fromRule)),
      /wanted an Allow of sqs:SendMessage for sns.amazonaws.com with aws:SourceArn .*news, which 'queueing' needs/,
    ],
    "a queue that its rule may not send to": [
      set("work-policy", "policy", queuePolicy("work", fromTopic)),
      /events.amazonaws.com.* which 'moving' needs/,
    ],
    "a queue that lets in another topic": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
      ),
      /which 'queueing' needs/,
    ],
    "a statement about another queue": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work-dead"))),
      ),
      /which 'queueing' needs/,
    ],
    "another action": [
      set("work-policy", "policy", queuePolicy("work", fromRule, { ...fromTopic, Action: "sqs:ReceiveMessage" })),
      /which 'queueing' needs/,
    ],
    "a refusal in place of an allowance": [
      set("work-policy", "policy", queuePolicy("work", fromRule, { ...fromTopic, Effect: "Deny" })),
      /which 'queueing' needs/,
    ],
    "a condition of the wrong account": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "999999999999" } })),
      ),
      /which 'queueing' needs/,
    ],
    "a condition that also passes without a source": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, {
          ...fromTopic,
          Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("topic", "news") } },
        }),
      ),
      /which 'queueing' needs/,
    ],
    "a statement beside it that keeps everybody out": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, fromTopic, {
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:Send*",
          Resource: "*",
        }),
      ),
      /which '(queueing|moving)' needs/,
    ],
    "a queue without a policy": [without("work-policy"), "work", /policy is none in 0 policies/],
    "dead letters of a subscription without a policy": [
      without("news-dead-policy"),
      "news-dead",
      /which '(reading|queueing)' needs/,
    ],
    "dead letters of a target without a policy": [without("target-dead-policy"), "target-dead", /which 'moving' needs/],
    "dead letters of a bus without a policy": [without("bus-dead-policy"), "bus-dead", /which 'bus' needs/],
    "two policies of one queue": [
      set("work-dead-policy", "queueUrl", "work"),
      /queueUrl is work, wanted another one: 'work-policy' is the policy of 'work' already/,
    ],
    "a subscription that hands over to another queue": [
      set("queueing", "endpoint", arn("queue", "work-dead")),
      "work-dead-policy",
      /which 'queueing' needs/,
    ],
  },
});
