import { apiCallsFunctionsInTime } from "../../../../policies/rules/reliability/api-calls-functions-in-time";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { invokeArn, withOperation } from "./shop-api";
import { arn, t } from "./shop-parts";

function integration(values: object): object {
  return { type: "aws_proxy", httpMethod: "POST", uri: invokeArn(arn("alias", "clerk-live")), ...values };
}

testRule(apiCallsFunctionsInTime, {
  valid: shop,
  passing: [{ title: "as long as the gateway waits", resources: set(shop, "clerk", "timeout", 29) }],
  failing: [
    {
      title: "a function that takes longer than the gateway waits",
      change: (valid) => set(valid, "clerk", "timeout", 30),
      type: t.function,
      name: "clerk",
      says: /timeout is 30, wanted at most 29 seconds, for 'api' calls it/,
    },
    {
      title: "an integration that waits less than the function takes",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            "x-amazon-apigateway-integration": integration({ timeoutInMillis: 19_999 }),
          }),
        ),
      type: t.function,
      name: "clerk",
      says: /timeout is 20, wanted at most 19.999/,
    },
    {
      title: "a function of another stack",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            "x-amazon-apigateway-integration": integration({ uri: invokeArn(arn("alias", "other")) }),
          }),
        ),
      type: t.api,
      name: "api",
      says: /post.x-amazon-apigateway-integration is .*other/,
    },
    {
      title: "an integration without address",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            "x-amazon-apigateway-integration": integration({ uri: undefined }),
          }),
        ),
      type: t.api,
      name: "api",
      says: /integration is not set, wanted the invokeArn of an alias/,
    },
    {
      title: "a call by another method than POST",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            "x-amazon-apigateway-integration": integration({ httpMethod: "GET" }),
          }),
        ),
      type: t.api,
      name: "api",
      says: /wanted type aws_proxy with httpMethod POST/,
    },
    {
      title: "an operation that calls nothing",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-integration": undefined }),
        ),
      type: t.api,
      name: "api",
      says: /integration is not set/,
    },
  ],
});
