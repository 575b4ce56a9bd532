import { mappingReportsBatchItemFailures } from "../../../../policies/rules/reliability/mapping-reports-batch-item-failures";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(mappingReportsBatchItemFailures, {
  valid: shop,
  failing: [
    {
      title: "a mapping that says nothing about it",
      change: (valid) => drop(valid, "working", "functionResponseTypes"),
      type: t.mapping,
      name: "working",
      says: /functionResponseTypes is not set/,
    },
    {
      title: "an empty list",
      change: (valid) => set(valid, "working", "functionResponseTypes", []),
      type: t.mapping,
      name: "working",
      says: /functionResponseTypes is \[\]/,
    },
    {
      title: "a stream that says nothing about it",
      change: (valid) => drop(valid, "auditing", "functionResponseTypes"),
      type: t.mapping,
      name: "auditing",
      says: /functionResponseTypes is not set/,
    },
    {
      title: "a mapping that is switched off",
      change: (valid) => set(valid, "working", "enabled", false),
      type: t.mapping,
      name: "working",
      says: /enabled is false/,
    },
  ],
});
