import { subscribersAreOurs } from "../../../../policies/rules/least-privilege/subscribers-are-ours";
import { chain, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

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
      /endpoint is https, wanted an e-mail address of the shop/,
    ],
    "a telephone": [change("sms", "+4915100000000"), /endpoint is sms/],
  },
});
