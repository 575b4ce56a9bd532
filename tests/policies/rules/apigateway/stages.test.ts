import {
  apiCacheEncrypted,
  apiCallsFunctionsInTime,
  apiStageComplete,
  apiStageHoldsNoSecrets,
} from "../../../../policies/rules/apigateway/stages";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { stageType, settingsType as type } from "../../../support/policies/shops/watched";
import { shop } from "../../../support/policies/shops/wired";
import { invokeArn, withOperation } from "../../../support/policies/shops/wired-api";
import { arn, t } from "../../../support/policies/shops/wired-parts";

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

testRule(apiStageHoldsNoSecrets, {
  valid: [resource(stageType, "stage", { variables: { colour: "blue", host: "https://api.example.com/v1" } })],
  passes: { "a stage without variables": [resource(stageType, "stage", {})] },
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

function integration(values: object): object {
  return { type: "aws_proxy", httpMethod: "POST", uri: invokeArn(arn("alias", "clerk-live")), ...values };
}

testRule(apiCallsFunctionsInTime, {
  valid: shop,
  passes: { "as long as the gateway waits": set("clerk", "timeout", 29) },
  refuses: {
    "a function that takes longer than the gateway waits": [
      set("clerk", "timeout", 30),
      /timeout is 30, wanted at most 29 seconds, for 'api' calls it/,
    ],
    "an integration that waits less than the function takes": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          "x-amazon-apigateway-integration": integration({ timeoutInMillis: 19_999 }),
        }),
      ),
      "clerk",
      /timeout is 20, wanted at most 19.999/,
    ],
    "a function of another stack": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          "x-amazon-apigateway-integration": integration({ uri: invokeArn(arn("alias", "other")) }),
        }),
      ),
      /post.x-amazon-apigateway-integration is .*other/,
    ],
    "an integration without address": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          "x-amazon-apigateway-integration": integration({ uri: undefined }),
        }),
      ),
      /integration is not set, wanted the invokeArn of an alias/,
    ],
    "a call by another method than POST": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          "x-amazon-apigateway-integration": integration({ httpMethod: "GET" }),
        }),
      ),
      /wanted type aws_proxy with httpMethod POST/,
    ],
    "an operation that calls nothing": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-integration": undefined })),
      /integration is not set/,
    ],
  },
});
