import { subscribersAreOurs } from "../../../../policies/rules/least-privilege/subscribers-are-ours";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const subscription = "aws:sns/topicSubscription:TopicSubscription";
const change = (valid: Parameters<typeof set>[0], protocol: string, endpoint: string) =>
  set(set(valid, "mail", "protocol", protocol), "mail", "endpoint", endpoint);

testRule(subscribersAreOurs, {
  valid: [
    resource("aws:sesv2/emailIdentity:EmailIdentity", "sender", { emailIdentity: "orders@dev.example.com" }),
    resource(subscription, "mail", { protocol: "email", endpoint: "alerts@example.com" }),
    resource(subscription, "queue", { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:123456789012:mails" }),
  ],
  failing: [
    {
      title: "a private mailbox",
      change: (valid) => change(valid, "email", "joe@gmail.com"),
      type: subscription,
      name: "mail",
      says: /endpoint is joe@gmail.com, wanted an address of dev.example.com/,
    },
    {
      title: "a domain that only ends like the shop's",
      change: (valid) => change(valid, "email", "joe@badexample.com"),
      type: subscription,
      name: "mail",
      says: /endpoint is joe@badexample.com/,
    },
    {
      title: "a partner's page",
      change: (valid) => change(valid, "https", "https://hooks.partner.io/in"),
      type: subscription,
      name: "mail",
      says: /endpoint is https, wanted an e-mail address of the shop/,
    },
    {
      title: "a telephone",
      change: (valid) => change(valid, "sms", "+4915100000000"),
      type: subscription,
      name: "mail",
      says: /endpoint is sms/,
    },
  ],
});
