import { mappingReportsBatchItemFailures } from "../../../../policies/rules/reliability/mapping-reports-batch-item-failures";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

testRule(mappingReportsBatchItemFailures, {
  valid: shop,
  refuses: {
    "a mapping that says nothing about it": [
      drop("working", "functionResponseTypes"),
      /functionResponseTypes is not set/,
    ],
    "an empty list": [set("working", "functionResponseTypes", []), /functionResponseTypes is \[\]/],
    "a stream that says nothing about it": [
      drop("auditing", "functionResponseTypes"),
      /functionResponseTypes is not set/,
    ],
    "a mapping that is switched off": [set("working", "enabled", false), /enabled is false/],
  },
});
