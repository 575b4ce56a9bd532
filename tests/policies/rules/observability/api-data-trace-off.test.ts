import { apiDataTraceOff } from "../../../../policies/rules/observability/api-data-trace-off";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { settingsType as type } from "./watched";

const valid = [resource(type, "settings", { settings: { dataTraceEnabled: false } })];

testRule(apiDataTraceOff, {
  valid,
  passes: { "AWS's default": drop("settings", "settings.dataTraceEnabled") },
  refuses: {
    "bodies in the log": [
      set("settings", "settings.dataTraceEnabled", true),
      /settings\.dataTraceEnabled is true, wanted false/,
    ],
    "a yes in words": [set("settings", "settings.dataTraceEnabled", "true"), /wanted false/],
  },
});
