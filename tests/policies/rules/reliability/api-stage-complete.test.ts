import { apiStageComplete } from "../../../../policies/rules/reliability/api-stage-complete";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(apiStageComplete, {
  valid: shop,
  failing: [
    {
      title: "a stage without a throttle",
      change: (valid) => without(valid, "settings"),
      type: t.stage,
      name: "stage",
      says: /method settings is none, wanted MethodSettings for/,
    },
    {
      title: "a throttle of one operation",
      change: (valid) => set(valid, "settings", "methodPath", "orders/POST"),
      type: t.stage,
      name: "stage",
      says: /method settings is none/,
    },
    {
      title: "no rate",
      change: (valid) => drop(valid, "settings", "settings.throttlingRateLimit"),
      type: t.settings,
      name: "settings",
      says: /throttlingRateLimit is not set, wanted more than 0, at most 1000/,
    },
    {
      title: "the provider\\u2019s way to say without a limit",
      change: (valid) => set(valid, "settings", "settings.throttlingRateLimit", -1),
      type: t.settings,
      name: "settings",
      says: /throttlingRateLimit is -1/,
    },
    {
      title: "one request a second too many",
      change: (valid) => set(valid, "settings", "settings.throttlingRateLimit", 1_001),
      type: t.settings,
      name: "settings",
      says: /throttlingRateLimit is 1001/,
    },
    {
      title: "a burst that is too large",
      change: (valid) => set(valid, "settings", "settings.throttlingBurstLimit", 2_001),
      type: t.settings,
      name: "settings",
      says: /throttlingBurstLimit is 2001/,
    },
    {
      title: "a deployment that follows nothing",
      change: (valid) => drop(valid, "deployment", "triggers"),
      type: t.deployment,
      name: "deployment",
      says: /triggers is not set, wanted a hash/,
    },
    {
      title: "a trigger that never changes",
      change: (valid) => set(valid, "deployment", "triggers.redeploy", "always"),
      type: t.deployment,
      name: "deployment",
      says: /triggers is .*always/,
    },
    {
      title: "a trigger that leaves out a part of the document",
      change: (valid) => change(valid, "deployment", (item) => ({ ...item, propertyDependencies: {} })),
      type: t.deployment,
      name: "deployment",
      says: /triggers is made without 1 of the document's parts/,
    },
    {
      title: "a deployment of another API",
      change: (valid) => set([...valid, resource(t.api, "other")], "deployment", "restApi", "other"),
      type: t.stage,
      name: "stage",
      says: /deployment is deployment, wanted a deployment of 'api'/,
    },
    {
      title: "a stage before the account may write logs",
      change: (valid) => change(valid, "stage", (item) => ({ ...item, dependencies: [] })),
      type: t.stage,
      name: "stage",
      says: /dependsOn is 1 accounts/,
    },
  ],
});
