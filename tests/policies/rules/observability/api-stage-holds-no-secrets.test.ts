import { apiStageHoldsNoSecrets } from "../../../../policies/rules/observability/api-stage-holds-no-secrets";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType as type } from "./watched";

const stage = { type, name: "stage" };

testRule(apiStageHoldsNoSecrets, {
  valid: [resource(type, "stage", { variables: { colour: "blue", host: "https://api.example.com/v1" } })],
  passing: [{ title: "a stage without variables", resources: [resource(type, "stage", {})] }],
  failing: [
    {
      title: "a name that sounds like a secret",
      change: (valid) => set(valid, "stage", "variables.dbPassword", "hunter2"),
      ...stage,
      says: /variables\.dbPassword is a value, wanted no secret/,
    },
    {
      title: "an access key under a harmless name",
      change: (valid) => set(valid, "stage", "variables.colour", `AKIA${"A".repeat(16)}`),
      ...stage,
      says: /variables\.colour is a value/,
    },
    {
      title: "an address with a password",
      change: (valid) => set(valid, "stage", "variables.host", "https://me:hunter2@api.example.com"),
      ...stage,
      says: /variables\.host is a value/,
    },
  ],
});
