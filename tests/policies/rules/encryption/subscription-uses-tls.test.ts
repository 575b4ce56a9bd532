import { subscriptionUsesTls } from "../../../../policies/rules/encryption/subscription-uses-tls";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topicSubscription:TopicSubscription";

testRule(subscriptionUsesTls, {
  valid: [
    resource(type, "hook", { protocol: "https", endpoint: "https://example.com/hook" }),
    resource(type, "queue", { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:1:q" }),
  ],
  failing: [
    {
      title: "plain HTTP",
      change: (valid) => set(valid, "hook", "protocol", "http"),
      type: type,
      name: "hook",
      says: /protocol is http, wanted https/,
    },
    {
      title: "a plain address",
      change: (valid) => set(valid, "hook", "endpoint", "http://example.com/hook"),
      type: type,
      name: "hook",
      says: /endpoint is http:/,
    },
  ],
});
