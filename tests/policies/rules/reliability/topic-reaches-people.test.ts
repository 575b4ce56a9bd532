import { topicReachesPeople } from "../../../../policies/rules/reliability/topic-reaches-people";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

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
