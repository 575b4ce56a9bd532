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
  failing: [
    {
      title: "a topic without a person",
      change: (valid) => without(valid, "mail"),
      type: t.topic,
      name: "monitoring-alerts",
      says: /subscriptions is none to people, wanted one by email/,
    },
    {
      title: "a function in place of a person",
      change: (valid) => set(valid, "mail", "protocol", "lambda"),
      type: t.topic,
      name: "monitoring-alerts",
      says: /subscriptions is none to people/,
    },
    {
      title: "a person who reads another topic",
      change: (valid) => set(valid, "mail", "topic", arn("topic", "news")),
      type: t.topic,
      name: "monitoring-alerts",
      says: /subscriptions is none to people/,
    },
  ],
});
