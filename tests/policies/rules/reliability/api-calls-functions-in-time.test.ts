import { apiCallsFunctionsInTime } from "../../../../policies/rules/reliability/api-calls-functions-in-time";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { invokeArn, withOperation } from "./shop-api";
import { arn } from "./shop-parts";

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
