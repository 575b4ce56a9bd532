import { functionsAdmitInvokers } from "../../../../policies/rules/reliability/functions-admit-invokers";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(functionsAdmitInvokers, {
  valid: shop,
  passing: [
    {
      title: "a service whose calls the stack does not declare",
      resources: [
        ...shop,
        resource(t.permission, "bucket-permission", { function: "reader", principal: "s3.amazonaws.com" }),
      ],
    },
  ],
  failing: [
    {
      title: "a function without a permission for its topic",
      change: (valid) => without(valid, "reader-permission"),
      type: t.subscription,
      name: "reading",
      says: /wanted a Permission of 'reader' \(live\) for sns.amazonaws.com from .*news/,
    },
    {
      title: "a permission for another topic",
      change: (valid) => set(valid, "reader-permission", "sourceArn", arn("topic", "other")),
      type: t.permission,
      name: "reader-permission",
      says: /wanted function, alias and source of something in this stack that calls it/,
    },
    {
      title: "a permission on the function itself",
      change: (valid) => drop(valid, "reader-permission", "qualifier"),
      type: t.subscription,
      name: "reading",
      says: /no permission that fits/,
    },
    {
      title: "a permission on another alias",
      change: (valid) => set(valid, "reader-permission", "qualifier", "old"),
      type: t.subscription,
      name: "reading",
      says: /no permission that fits/,
    },
    {
      title: "a permission of another function",
      change: (valid) => set(valid, "reader-permission", "function", "worker"),
      type: t.subscription,
      name: "reading",
      says: /no permission that fits/,
    },
    {
      title: "more than invoking",
      change: (valid) => set(valid, "reader-permission", "action", "lambda:*"),
      type: t.subscription,
      name: "reading",
      says: /no permission that fits/,
    },
    {
      title: "everybody",
      change: (valid) => set(valid, "reader-permission", "principal", "*"),
      type: t.subscription,
      name: "reading",
      says: /no permission that fits/,
    },
    {
      title: "another service",
      change: (valid) => set(valid, "reader-permission", "principal", "events.amazonaws.com"),
      type: t.permission,
      name: "reader-permission",
      says: /function, qualifier, sourceArn is reader, live/,
    },
    {
      title: "a permission without its account",
      change: (valid) => drop(valid, "reader-permission", "sourceAccount"),
      type: t.permission,
      name: "reader-permission",
      says: /sourceAccount is not set, wanted 123456789012/,
    },
    {
      title: "a permission with another account",
      change: (valid) => set(valid, "reader-permission", "sourceAccount", "999999999999"),
      type: t.permission,
      name: "reader-permission",
      says: /sourceAccount is 999999999999/,
    },
    {
      title: "every operation of an API",
      change: (valid) =>
        set(valid, "clerk-permission", "sourceArn", "arn:aws:execute-api:eu-central-1:123456789012:api/*/*/*"),
      type: t.api,
      name: "api",
      says: /from .*api\/v1\/POST\/orders\/\*/,
    },
    {
      title: "a permission for another stage",
      change: (valid) => set(valid, "stage", "stageName", "v2"),
      type: t.api,
      name: "api",
      says: /from .*api\/v2\/POST/,
    },
    {
      title: "an authorizer that may not be asked",
      change: (valid) => without(valid, "authorizer-permission"),
      type: t.api,
      name: "api",
      says: /securitySchemes.people is no permission that fits/,
    },
    {
      title: "a permission that nobody uses any more",
      change: (valid) => without(valid, "reading"),
      type: t.permission,
      name: "reader-permission",
      says: /function, qualifier, sourceArn is reader, live/,
    },
  ],
});
