import { nothingUnwired, referencesResolve } from "../../../../policies/rules/every-service/references";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { arn, t } from "../../../support/policies/shops/wired-parts";

testRule(referencesResolve, {
  valid: shop,
  config: {
    elsewhere: [arn("bus", "central")],
    reason: "The central bus belongs to another stack.",
  },
  passes: {
    "a variable with the name of a table": set("worker", "environment", {
      variables: { ORDERS_TABLE_NAME: "orders", LEVEL: "oders" },
    }),
    "AWS's default bus": [resource(t.rule, "moves", { eventBusName: "default" })],
    "what is said to be elsewhere": set("archive", "eventSourceArn", arn("bus", "central")),
  },
  refuses: {
    "a mistyped function": [
      set("working", "functionName", arn("alias", "worker-lives")),
      /functionName is .*worker-lives, wanted a Alias or Function of this stack/,
    ],
    "a mapping without a source": [
      drop("working", "eventSourceArn"),
      /eventSourceArn is not set, wanted a Queue or Table/,
    ],
    "a topic in place of a queue": [set("working", "eventSourceArn", arn("topic", "news")), /eventSourceArn is .*news/],
    "a mistyped queue of a policy": [set("work-policy", "queueUrl", "wrok"), /queueUrl is wrok/],
    "a mistyped role": [set("reader", "role", arn("role", "raeder-role")), /role is .*raeder/],
    "a mistyped log group": [
      set("reader", "loggingConfig.logGroup", "/aws/lambda/raeder"),
      /loggingConfig.logGroup is/,
    ],
    "an alias of nothing": [set("reader-live", "functionName", "raeder"), /functionName is raeder/],
    "a rule on a bus that is not there": [set("moves", "eventBusName", "buss"), /eventBusName is buss/],
    "a target of a rule that is not there": [set("moving", "rule", "move"), /rule is move/],
    "an archive of another bus": [set("archive", "eventSourceArn", arn("bus", "other")), /eventSourceArn is .*other/],
    "an optional one that is mistyped": [
      set("bus", "deadLetterConfig.arn", arn("queue", "gone")),
      /deadLetterConfig.arn is .*gone/,
    ],
    "a stage of another deployment": [set("stage", "deployment", "old"), /deployment is old/],
    "settings of another stage": [set("settings", "stageName", "v2"), /stageName is v2/],
    "a subscription to a function that is not there": [
      set("reading", "endpoint", arn("alias", "gone-live")),
      /endpoint is .*gone-live, wanted a Alias or Function/,
    ],
    "a subscription by the wrong protocol": [
      set("queueing", "protocol", "https"),
      /endpoint is .*work, wanted an address that fits protocol https/,
    ],
    "an address without an at": [
      (valid) => [
        ...valid,
        resource(t.subscription, "mail", { topic: arn("topic", "news"), protocol: "email", endpoint: "ada" }),
      ],
      "mail",
      /endpoint is ada/,
    ],
    "a variable with the name of no table": [
      set("worker", "environment", { variables: { ORDERS_TABLE_NAME: "oders" } }),
      /environment.variables.ORDERS_TABLE_NAME is oders, wanted a Table/,
    ],
  },
});

testRule(nothingUnwired, {
  valid: shop,
  config: { byHand: ["drill"], reason: "It is there to be called in drills only." },
  passes: { "a function that people call": [...shop, resource(t.function, "drill")] },
  refuses: {
    "a function that nothing calls": [
      chain(without("reading"), without("reader-permission")),
      "reader",
      /other half is nothing, wanted something that calls it/,
    ],
    "a consumer without its mapping": [without("working"), "worker", /wanted something that calls it/],
    "a queue that nobody reads": [
      without("working"),
      "work",
      /wanted a mapping that reads it, or something whose dead letters it keeps/,
    ],
    "dead letters that nothing names": [drop("bus", "deadLetterConfig"), "bus-dead", /wanted a mapping that reads it/],
    "a topic without subscription": [chain(without("reading"), without("queueing")), "news", /wanted a subscription/],
    "a rule without target": [without("moving"), "moves", /wanted a target/],
    "a bus without rule": [without("moves"), "bus", /wanted a rule/],
    "a bus without archive": [without("archive"), "bus", /wanted an archive/],
    "an API without stage": [without("stage"), "api", /wanted a stage/],
    "a key without alias": [without("key-alias"), "key", /wanted an alias/],
  },
});
