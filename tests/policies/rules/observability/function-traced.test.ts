import { functionTraced } from "../../../../policies/rules/observability/function-traced";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { functionType as type } from "./watched";

testRule(functionTraced, {
  valid: [resource(type, "sender", { tracingConfig: { mode: "Active" } })],
  refuses: {
    "Lambda's default": [drop("sender", "tracingConfig"), /tracingConfig\.mode is not set, wanted Active/],
    "traces that others must begin": [set("sender", "tracingConfig.mode", "PassThrough"), /is PassThrough/],
  },
});
