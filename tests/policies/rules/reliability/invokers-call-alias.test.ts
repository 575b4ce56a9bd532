import { invokersCallAlias } from "../../../../policies/rules/reliability/invokers-call-alias";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { apiDocument } from "./shop-api";
import { arn } from "./shop-parts";

testRule(invokersCallAlias, {
  valid: shop,
  refuses: {
    "a mapping on the function itself": [
      set("working", "functionName", arn("function", "worker")),
      /functionName is .*Function\/worker, wanted an alias of 'worker'/,
    ],
    "a mapping on the function by its name": [set("working", "functionName", "worker"), /functionName is worker/],
    "a subscription on the function itself": [set("reading", "endpoint", arn("function", "reader")), /endpoint is/],
    "a target that is the function itself": [set("moving", "arn", arn("function", "worker")), /arn is/],
    "an API that calls the function itself": [
      set("api", "body", apiDocument(arn("function", "clerk"))),
      /authorizer|integration.*wanted an alias of 'clerk'/,
    ],
  },
});
