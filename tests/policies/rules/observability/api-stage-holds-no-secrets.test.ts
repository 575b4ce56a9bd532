import { apiStageHoldsNoSecrets } from "../../../../policies/rules/observability/api-stage-holds-no-secrets";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType as type } from "./watched";

testRule(apiStageHoldsNoSecrets, {
  valid: [resource(type, "stage", { variables: { colour: "blue", host: "https://api.example.com/v1" } })],
  passes: { "a stage without variables": [resource(type, "stage", {})] },
  refuses: {
    "a name that sounds like a secret": [
      set("stage", "variables.dbPassword", "hunter2"),
      /variables\.dbPassword is a value, wanted no secret/,
    ],
    "an access key under a harmless name": [
      set("stage", "variables.colour", `AKIA${"A".repeat(16)}`),
      /variables\.colour is a value/,
    ],
    "an address with a password": [
      set("stage", "variables.host", "https://me:hunter2@api.example.com"),
      /variables\.host is a value/,
    ],
  },
});
