import { apiTraced } from "../../../../policies/rules/observability/api-traced";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType as type } from "./watched";

testRule(apiTraced, {
  valid: [resource(type, "stage", { xrayTracingEnabled: true })],
  failing: [
    {
      title: "AWS's default",
      change: (valid) => drop(valid, "stage", "xrayTracingEnabled"),
      type,
      name: "stage",
      says: /xrayTracingEnabled is not set, wanted true/,
    },
    {
      title: "tracing that is switched off",
      change: (valid) => set(valid, "stage", "xrayTracingEnabled", false),
      type,
      name: "stage",
      says: /xrayTracingEnabled is false/,
    },
  ],
});
