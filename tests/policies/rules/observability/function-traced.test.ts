import { functionTraced } from "../../../../policies/rules/observability/function-traced";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { functionType as type } from "./watched";

testRule(functionTraced, {
  valid: [resource(type, "sender", { tracingConfig: { mode: "Active" } })],
  failing: [
    {
      title: "Lambda's default",
      change: (valid) => drop(valid, "sender", "tracingConfig"),
      type,
      name: "sender",
      says: /tracingConfig\.mode is not set, wanted Active/,
    },
    {
      title: "traces that others must begin",
      change: (valid) => set(valid, "sender", "tracingConfig.mode", "PassThrough"),
      type,
      name: "sender",
      says: /is PassThrough/,
    },
  ],
});
