import { apiCacheEncrypted } from "../../../../policies/rules/observability/api-cache-encrypted";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType, settingsType as type } from "./watched";

const settings = { type, name: "settings" };
const cached = [
  resource(stageType, "stage", { cacheClusterEnabled: true }),
  resource(type, "settings", {
    settings: { cachingEnabled: true, cacheDataEncrypted: true, requireAuthorizationForCacheControl: true },
  }),
];

testRule(apiCacheEncrypted, {
  valid: cached,
  passing: [
    {
      title: "an API without a cache",
      resources: [resource(stageType, "stage", {}), resource(type, "settings", { settings: { metricsEnabled: true } })],
    },
  ],
  failing: [
    {
      title: "a cache in plain text",
      change: (valid) => set(valid, "settings", "settings.cacheDataEncrypted", false),
      ...settings,
      says: /settings\.cacheDataEncrypted is false, wanted true, for answers are cached/,
    },
    {
      title: "a cache that any caller can empty",
      change: (valid) => drop(valid, "settings", "settings.requireAuthorizationForCacheControl"),
      ...settings,
      says: /requireAuthorizationForCacheControl is not set/,
    },
    {
      title: "a cache of the stage that the settings do not mention",
      change: (valid) => set(valid, "settings", "settings", {}),
      ...settings,
      says: /cacheDataEncrypted is not set/,
    },
  ],
});
