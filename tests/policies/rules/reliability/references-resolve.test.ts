import { referencesResolve } from "../../../../policies/rules/reliability/references-resolve";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(referencesResolve, {
  valid: shop,
  config: {
    elsewhere: [arn("bus", "central")],
    reason: "The central bus belongs to another stack.",
  },
  passing: [
    {
      title: "a variable with the name of a table",
      resources: set(shop, "worker", "environment", { variables: { ORDERS_TABLE_NAME: "orders", LEVEL: "oders" } }),
    },
    { title: "AWS's default bus", resources: [resource(t.rule, "moves", { eventBusName: "default" })] },
    { title: "what is said to be elsewhere", resources: set(shop, "archive", "eventSourceArn", arn("bus", "central")) },
  ],
  failing: [
    {
      title: "a mistyped function",
      change: (valid) => set(valid, "working", "functionName", arn("alias", "worker-lives")),
      type: t.mapping,
      name: "working",
      says: /functionName is .*worker-lives, wanted a Alias or Function of this stack/,
    },
    {
      title: "a mapping without a source",
      change: (valid) => drop(valid, "working", "eventSourceArn"),
      type: t.mapping,
      name: "working",
      says: /eventSourceArn is not set, wanted a Queue or Table/,
    },
    {
      title: "a topic in place of a queue",
      change: (valid) => set(valid, "working", "eventSourceArn", arn("topic", "news")),
      type: t.mapping,
      name: "working",
      says: /eventSourceArn is .*news/,
    },
    {
      title: "a mistyped queue of a policy",
      change: (valid) => set(valid, "work-policy", "queueUrl", "wrok"),
      type: t.queuePolicy,
      name: "work-policy",
      says: /queueUrl is wrok/,
    },
    {
      title: "a mistyped role",
      change: (valid) => set(valid, "reader", "role", arn("role", "raeder-role")),
      type: t.function,
      name: "reader",
      says: /role is .*raeder/,
    },
    {
      title: "a mistyped log group",
      change: (valid) => set(valid, "reader", "loggingConfig.logGroup", "/aws/lambda/raeder"),
      type: t.function,
      name: "reader",
      says: /loggingConfig.logGroup is/,
    },
    {
      title: "an alias of nothing",
      change: (valid) => set(valid, "reader-live", "functionName", "raeder"),
      type: t.alias,
      name: "reader-live",
      says: /functionName is raeder/,
    },
    {
      title: "a rule on a bus that is not there",
      change: (valid) => set(valid, "moves", "eventBusName", "buss"),
      type: t.rule,
      name: "moves",
      says: /eventBusName is buss/,
    },
    {
      title: "a target of a rule that is not there",
      change: (valid) => set(valid, "moving", "rule", "move"),
      type: t.target,
      name: "moving",
      says: /rule is move/,
    },
    {
      title: "an archive of another bus",
      change: (valid) => set(valid, "archive", "eventSourceArn", arn("bus", "other")),
      type: t.archive,
      name: "archive",
      says: /eventSourceArn is .*other/,
    },
    {
      title: "an optional one that is mistyped",
      change: (valid) => set(valid, "bus", "deadLetterConfig.arn", arn("queue", "gone")),
      type: t.bus,
      name: "bus",
      says: /deadLetterConfig.arn is .*gone/,
    },
    {
      title: "a stage of another deployment",
      change: (valid) => set(valid, "stage", "deployment", "old"),
      type: t.stage,
      name: "stage",
      says: /deployment is old/,
    },
    {
      title: "settings of another stage",
      change: (valid) => set(valid, "settings", "stageName", "v2"),
      type: t.settings,
      name: "settings",
      says: /stageName is v2/,
    },
    {
      title: "a subscription to a function that is not there",
      change: (valid) => set(valid, "reading", "endpoint", arn("alias", "gone-live")),
      type: t.subscription,
      name: "reading",
      says: /endpoint is .*gone-live, wanted a Alias or Function/,
    },
    {
      title: "a subscription by the wrong protocol",
      change: (valid) => set(valid, "queueing", "protocol", "https"),
      type: t.subscription,
      name: "queueing",
      says: /endpoint is .*work, wanted an address that fits protocol https/,
    },
    {
      title: "an address without an at",
      change: (valid) => [
        ...valid,
        resource(t.subscription, "mail", { topic: arn("topic", "news"), protocol: "email", endpoint: "ada" }),
      ],
      type: t.subscription,
      name: "mail",
      says: /endpoint is ada/,
    },
    {
      title: "a variable with the name of no table",
      change: (valid) => set(valid, "worker", "environment", { variables: { ORDERS_TABLE_NAME: "oders" } }),
      type: t.function,
      name: "worker",
      says: /environment.variables.ORDERS_TABLE_NAME is oders, wanted a Table/,
    },
  ],
});
