import { subscriptionUsesTls } from "../../../../policies/rules/encryption/subscription-uses-tls";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topicSubscription:TopicSubscription";

testRule(subscriptionUsesTls, {
  valid: [
    resource(type, "hook", { protocol: "https", endpoint: "https://example.com/hook" }),
    resource(type, "queue", { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:1:q" }),
  ],
  refuses: {
    "plain HTTP": [set("hook", "protocol", "http"), /protocol is http, wanted https/],
    "a plain address": [set("hook", "endpoint", "http://example.com/hook"), /endpoint is http:/],
  },
});
