import { functionPublishesVersions } from "../../../../policies/rules/reliability/function-publishes-versions";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(functionPublishesVersions, {
  valid: shop,
  failing: [
    {
      title: "a function that says nothing about it",
      change: (valid) => drop(valid, "reader", "publish"),
      type: t.function,
      name: "reader",
      says: /publish is not set, wanted true/,
    },
    {
      title: "a function that publishes none",
      change: (valid) => set(valid, "reader", "publish", false),
      type: t.function,
      name: "reader",
      says: /publish is false/,
    },
  ],
});
