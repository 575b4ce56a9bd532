import { functionHasAlarms } from "../../../../policies/rules/observability/function-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, errorRate, functionType, live, sender, throttles, throughAlias } from "./watched";

const fn = { type: functionType, name: "sender" };
const watched = [sender, live, errorRate("rate"), duration("slow"), throttles("throttles")];
const called = resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
  protocol: "lambda",
  endpoint: live.state.arn,
});

testRule(functionHasAlarms, {
  valid: watched,
  passing: [
    {
      title: "alarms on all calls of a function, whatever the alias",
      resources: set(watched, "slow", "dimensions", { FunctionName: "sender-prod" }),
    },
  ],
  failing: [
    {
      title: "a function without an alarm on its error rate",
      change: (valid) => without(valid, "rate"),
      ...fn,
      says: /wanted an alarm on its error rate with its dimensions/,
    },
    {
      title: "a function without an alarm on its duration",
      change: (valid) => without(valid, "slow"),
      ...fn,
      says: /wanted an alarm on its duration/,
    },
    {
      title: "a function without an alarm on its throttles",
      change: (valid) => without(valid, "throttles"),
      ...fn,
      says: /wanted an alarm on its throttles/,
    },
    {
      title: "an alarm on a sibling",
      change: (valid) =>
        set(valid, "slow", "dimensions", { FunctionName: "reader-prod", Resource: "reader-prod:live" }),
      ...fn,
      says: /wanted an alarm on its duration/,
    },
    {
      title: "a rate of one function's errors and another's calls",
      change: (valid) =>
        set(valid, "rate", "metricQueries.1.metric.dimensions", {
          FunctionName: "reader-prod",
          Resource: "reader-prod:live",
        }),
      ...fn,
      says: /wanted an alarm on its error rate/,
    },
    {
      title: "a new function that nobody watches",
      change: (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      type: functionType,
      name: "reader",
      says: /name is reader-prod, wanted an alarm on its error rate/,
    },
  ],
});

testRule(functionHasAlarms, {
  valid: [
    ...set(watched, "throttles", "threshold", 1),
    called,
    alarm("errors", "AWS/Lambda", "Errors", throughAlias, { threshold: 5 }),
  ],
  failing: [
    {
      title: "a function called by a topic without an alarm on few errors",
      change: (valid) => without(valid, "errors"),
      ...fn,
      says: /wanted an alarm at more than 5 errors, for it is called asynchronously/,
    },
    {
      title: "a function called by a topic with an alarm on many errors only",
      change: (valid) => set(valid, "errors", "threshold", 6),
      ...fn,
      says: /wanted an alarm at more than 5 errors/,
    },
    {
      title: "a function called by a topic with an alarm on many throttles only",
      change: (valid) => set(valid, "throttles", "threshold", 2),
      ...fn,
      says: /wanted an alarm at more than 1 throttles/,
    },
  ],
});
