import { queueAdmitsOnlyItsProducers } from "../../../../policies/rules/reliability/queue-admits-only-its-producers";
import { type NamedChange, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { admission, arn, queuePolicy } from "./shop-parts";

/** The same shop, with one more statement for the queue. */
function also(statement: object): NamedChange {
  const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
  const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));
  return set("work-policy", "policy", queuePolicy("work", fromTopic, fromRule, statement));
}

testRule(queueAdmitsOnlyItsProducers, {
  valid: shop,
  refuses: {
    "a topic that sends nothing there": [
      also(admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
      /Statement\[3\].Condition.aws:SourceArn is .*other, wanted a source that delivers to 'work' by sns.amazonaws.com/,
    ],
    "a producer of another service": [
      also(admission("events.amazonaws.com", arn("topic", "news"), arn("queue", "work"))),
      /by events.amazonaws.com/,
    ],
    "every topic": [
      also(admission("sns.amazonaws.com", "arn:aws:sns:*:*:*", arn("queue", "work"))),
      /wanted the ARN of a producer, without wildcard/,
    ],
    "a service without a source": [
      also({
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn("queue", "work"),
      }),
      /wanted the ARN of a producer/,
    ],
    everybody: [
      also({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arn("queue", "work") }),
      /wanted the ARN of a producer/,
    ],
    "more than sending": [
      also(admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"), "sqs:*")),
      /Statement\[3\].Action is sqs:\*, wanted sqs:SendMessage/,
    ],
    "a statement about every queue": [
      also(admission("sns.amazonaws.com", arn("topic", "news"), "*")),
      /Statement\[3\].Resource is \*, wanted .*work/,
    ],
    "the policy of another queue": [
      set("work-policy", "queueUrl", "audit-failures"),
      /Resource is .*work, wanted .*audit-failures/,
    ],
    "a topic that no longer sends there": [without("queueing"), "work-policy", /aws:SourceArn is .*news/],
  },
});
