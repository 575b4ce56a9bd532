import { apiDataTraceOff } from "../../../../policies/rules/observability/api-data-trace-off";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { settingsType as type } from "./watched";

const valid = [resource(type, "settings", { settings: { dataTraceEnabled: false } })];

testRule(apiDataTraceOff, {
  valid,
  passing: [{ title: "AWS's default", resources: drop(valid, "settings", "settings.dataTraceEnabled") }],
  failing: [
    {
      title: "bodies in the log",
      change: () => set(valid, "settings", "settings.dataTraceEnabled", true),
      type,
      name: "settings",
      says: /settings\.dataTraceEnabled is true, wanted false/,
    },
    {
      title: "a yes in words",
      change: () => set(valid, "settings", "settings.dataTraceEnabled", "true"),
      type,
      name: "settings",
      says: /wanted false/,
    },
  ],
});
