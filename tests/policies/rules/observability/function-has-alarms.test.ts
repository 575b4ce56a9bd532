import { functionHasAlarms } from "../../../../policies/rules/observability/function-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, errorRate, functionType, live, sender, throttles, throughAlias } from "./watched";

const watched = [sender, live, errorRate("rate"), duration("slow"), throttles("throttles")];
const called = resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
  protocol: "lambda",
  endpoint: live.state.arn,
});

testRule(functionHasAlarms, {
  valid: watched,
  passes: {
    "alarms on all calls of a function, whatever the alias": set("slow", "dimensions", { FunctionName: "sender-prod" }),
  },
  refuses: {
    "a function without an alarm on its error rate": [
      without("rate"),
      "sender",
      /wanted an alarm on its error rate with its dimensions/,
    ],
    "a function without an alarm on its duration": [without("slow"), "sender", /wanted an alarm on its duration/],
    "a function without an alarm on its throttles": [
      without("throttles"),
      "sender",
      /wanted an alarm on its throttles/,
    ],
    "an alarm on a sibling": [
      set("slow", "dimensions", { FunctionName: "reader-prod", Resource: "reader-prod:live" }),
      "sender",
      /wanted an alarm on its duration/,
    ],
    "a rate of one function's errors and another's calls": [
      set("rate", "metricQueries.1.metric.dimensions", {
        FunctionName: "reader-prod",
        Resource: "reader-prod:live",
      }),
      "sender",
      /wanted an alarm on its error rate/,
    ],
    "a new function that nobody watches": [
      (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      "reader",
      /name is reader-prod, wanted an alarm on its error rate/,
    ],
  },
});

testRule(functionHasAlarms, {
  valid: [
    ...set("throttles", "threshold", 1)(watched),
    called,
    alarm("errors", "AWS/Lambda", "Errors", throughAlias, { threshold: 5 }),
  ],
  refuses: {
    "a function called by a topic without an alarm on few errors": [
      without("errors"),
      "sender",
      /wanted an alarm at more than 5 errors, for it is called asynchronously/,
    ],
    "a function called by a topic with an alarm on many errors only": [
      set("errors", "threshold", 6),
      "sender",
      /wanted an alarm at more than 5 errors/,
    ],
    "a function called by a topic with an alarm on many throttles only": [
      set("throttles", "threshold", 2),
      "sender",
      /wanted an alarm at more than 1 throttles/,
    ],
  },
});
