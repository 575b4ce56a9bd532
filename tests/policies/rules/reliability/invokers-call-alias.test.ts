import { invokersCallAlias } from "../../../../policies/rules/reliability/invokers-call-alias";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { apiDocument } from "./shop-api";
import { arn, t } from "./shop-parts";

testRule(invokersCallAlias, {
  valid: shop,
  failing: [
    {
      title: "a mapping on the function itself",
      change: (valid) => set(valid, "working", "functionName", arn("function", "worker")),
      type: t.mapping,
      name: "working",
      says: /functionName is .*Function\/worker, wanted an alias of 'worker'/,
    },
    {
      title: "a mapping on the function by its name",
      change: (valid) => set(valid, "working", "functionName", "worker"),
      type: t.mapping,
      name: "working",
      says: /functionName is worker/,
    },
    {
      title: "a subscription on the function itself",
      change: (valid) => set(valid, "reading", "endpoint", arn("function", "reader")),
      type: t.subscription,
      name: "reading",
      says: /endpoint is/,
    },
    {
      title: "a target that is the function itself",
      change: (valid) => set(valid, "moving", "arn", arn("function", "worker")),
      type: t.target,
      name: "moving",
      says: /arn is/,
    },
    {
      title: "an API that calls the function itself",
      change: (valid) => set(valid, "api", "body", apiDocument(arn("function", "clerk"))),
      type: t.api,
      name: "api",
      says: /authorizer|integration.*wanted an alias of 'clerk'/,
    },
  ],
});
