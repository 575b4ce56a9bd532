import {
  subscribersAreOurs,
  subscriptionHasDeadLetters,
  topicPolicyNamesItsTopic,
  topicReachesPeople,
} from "../../../../policies/rules/sns/topics";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { arn, t } from "../../../support/policies/shops/wired-parts";

const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";
const topic = resource("aws:sns/topic:Topic", "notices");
const allow = (Resource: unknown) => ({
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource,
});
const text = (...resources: readonly unknown[]) => JSON.stringify({ Statement: resources.map(allow) });

testRule(topicPolicyNamesItsTopic, {
  valid: [
    topic,
    resource(topicPolicyType, "policy", { arn: topic.state.arn, policy: text(topic.state.arn, [topic.state.arn]) }),
  ],
  refuses: {
    "a star": [set("policy", "policy", text("*")), /policy\.Statement\[0\]\.Resource is \["\*"\]/],
    "another topic, in the second statement": [
      set("policy", "policy", text(topic.state.arn, `${topic.state.arn}x`)),
      /policy\.Statement\[1\]\.Resource is .*noticesx/,
    ],
    "another topic beside the right one": [
      set("policy", "policy", text([topic.state.arn, "arn:aws:sns:eu-central-1:1:other"])),
      /sns:eu-central-1:1:other/,
    ],
    "a statement about nothing": [set("policy", "policy", text(undefined)), /Resource is \[\]/],
  },
});

testRule(topicReachesPeople, {
  valid: [
    resource(t.topic, "monitoring-alerts"),
    resource(t.topic, "news"),
    resource(t.subscription, "mail", { topic: arn("topic", "monitoring-alerts"), protocol: "email" }),
  ],
  refuses: {
    "a topic without a person": [
      without("mail"),
      "monitoring-alerts",
      /subscriptions is none to people, wanted one by email/,
    ],
    "a function in place of a person": [
      set("mail", "protocol", "lambda"),
      "monitoring-alerts",
      /subscriptions is none to people/,
    ],
    "a person who reads another topic": [
      set("mail", "topic", arn("topic", "news")),
      "monitoring-alerts",
      /subscriptions is none to people/,
    ],
  },
});

const subscription = "aws:sns/topicSubscription:TopicSubscription";
const change = (protocol: string, endpoint: string) =>
  chain(set("mail", "protocol", protocol), set("mail", "endpoint", endpoint));

testRule(subscribersAreOurs, {
  valid: [
    resource("aws:sesv2/emailIdentity:EmailIdentity", "sender", { emailIdentity: "orders@dev.example.com" }),
    resource(subscription, "mail", { protocol: "email", endpoint: "alerts@example.com" }),
    resource(subscription, "queue", { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:123456789012:mails" }),
  ],
  refuses: {
    "a private mailbox": [
      change("email", "joe@gmail.com"),
      /endpoint is joe@gmail.com, wanted an address of dev.example.com/,
    ],
    "a domain that only ends like the shop's": [
      change("email", "joe@badexample.com"),
      /endpoint is joe@badexample.com/,
    ],
    "a partner's page": [
      change("https", "https://hooks.partner.io/in"),
      /endpoint is https, wanted an email address of the shop/,
    ],
    "a telephone": [change("sms", "+4915100000000"), /endpoint is sms/],
  },
});

testRule(subscriptionHasDeadLetters, {
  valid: shop,
  passes: { "email to people": [resource(t.subscription, "mail", { protocol: "email", endpoint: "ada@example.com" })] },
  refuses: {
    "a function\\u2019s subscription without dead letters": [
      drop("reading", "redrivePolicy"),
      /redrivePolicy.deadLetterTargetArn is not set/,
    ],
    "a queue\\u2019s subscription without dead letters": [
      drop("queueing", "redrivePolicy"),
      /redrivePolicy.deadLetterTargetArn is not set/,
    ],
    "a queue that does not exist": [
      set("reading", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "gone") })),
      /deadLetterTargetArn is .*gone/,
    ],
    "dead letters to the queue that refused them": [
      set("queueing", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "work") })),
      /deadLetterTargetArn is .*work, wanted/,
    ],
    "a policy that is no JSON": [set("reading", "redrivePolicy", "news-dead"), /deadLetterTargetArn is not set/],
    "messages in an envelope": [drop("queueing", "rawMessageDelivery"), /rawMessageDelivery is not set, wanted true/],
    "messages in an envelope, said so": [set("queueing", "rawMessageDelivery", false), /rawMessageDelivery is false/],
  },
});
