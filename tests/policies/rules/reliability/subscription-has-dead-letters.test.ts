import { subscriptionHasDeadLetters } from "../../../../policies/rules/reliability/subscription-has-dead-letters";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(subscriptionHasDeadLetters, {
  valid: shop,
  passes: { "mail to people": [resource(t.subscription, "mail", { protocol: "email", endpoint: "ada@example.com" })] },
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
