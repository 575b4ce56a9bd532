import { apiCacheEncrypted } from "../../../../policies/rules/observability/api-cache-encrypted";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType, settingsType as type } from "./watched";

const cached = [
  resource(stageType, "stage", { cacheClusterEnabled: true }),
  resource(type, "settings", {
    settings: { cachingEnabled: true, cacheDataEncrypted: true, requireAuthorizationForCacheControl: true },
  }),
];

testRule(apiCacheEncrypted, {
  valid: cached,
  passes: {
    "an API without a cache": [
      resource(stageType, "stage", {}),
      resource(type, "settings", { settings: { metricsEnabled: true } }),
    ],
  },
  refuses: {
    "a cache in plain text": [
      set("settings", "settings.cacheDataEncrypted", false),
      /settings\.cacheDataEncrypted is false, wanted true, for answers are cached/,
    ],
    "a cache that any caller can empty": [
      drop("settings", "settings.requireAuthorizationForCacheControl"),
      /requireAuthorizationForCacheControl is not set/,
    ],
    "a cache of the stage that the settings do not mention": [
      set("settings", "settings", {}),
      /cacheDataEncrypted is not set/,
    ],
  },
});
