import { functionPublishesVersions } from "../../../../policies/rules/reliability/function-publishes-versions";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

testRule(functionPublishesVersions, {
  valid: shop,
  refuses: {
    "a function that says nothing about it": [drop("reader", "publish"), /publish is not set, wanted true/],
    "a function that publishes none": [set("reader", "publish", false), /publish is false/],
  },
});
