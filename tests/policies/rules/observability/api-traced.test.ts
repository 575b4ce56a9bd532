import { apiTraced } from "../../../../policies/rules/observability/api-traced";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType as type } from "./watched";

testRule(apiTraced, {
  valid: [resource(type, "stage", { xrayTracingEnabled: true })],
  refuses: {
    "AWS's default": [drop("stage", "xrayTracingEnabled"), /xrayTracingEnabled is not set, wanted true/],
    "tracing that is switched off": [set("stage", "xrayTracingEnabled", false), /xrayTracingEnabled is false/],
  },
});
