import { apiStageComplete } from "../../../../policies/rules/reliability/api-stage-complete";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(apiStageComplete, {
  valid: shop,
  refuses: {
    "a stage without a throttle": [without("settings"), "stage", /method settings is none, wanted MethodSettings for/],
    "a throttle of one operation": [set("settings", "methodPath", "orders/POST"), "stage", /method settings is none/],
    "no rate": [
      drop("settings", "settings.throttlingRateLimit"),
      /throttlingRateLimit is not set, wanted more than 0, at most 1000/,
    ],
    "the provider\\u2019s way to say without a limit": [
      set("settings", "settings.throttlingRateLimit", -1),
      /throttlingRateLimit is -1/,
    ],
    "one request a second too many": [
      set("settings", "settings.throttlingRateLimit", 1_001),
      /throttlingRateLimit is 1001/,
    ],
    "a burst that is too large": [
      set("settings", "settings.throttlingBurstLimit", 2_001),
      /throttlingBurstLimit is 2001/,
    ],
    "a deployment that follows nothing": [drop("deployment", "triggers"), /triggers is not set, wanted a hash/],
    "a trigger that never changes": [set("deployment", "triggers.redeploy", "always"), /triggers is .*always/],
    "a trigger that leaves out a part of the document": [
      change("deployment", (item) => ({ ...item, propertyDependencies: {} })),
      /triggers is made without 1 of the document's parts/,
    ],
    "a deployment of another API": [
      (valid) => set("deployment", "restApi", "other")([...valid, resource(t.api, "other")]),
      "stage",
      /deployment is deployment, wanted a deployment of 'api'/,
    ],
    "a stage before the account may write logs": [
      change("stage", (item) => ({ ...item, dependencies: [] })),
      /dependsOn is 1 accounts/,
    ],
  },
});
