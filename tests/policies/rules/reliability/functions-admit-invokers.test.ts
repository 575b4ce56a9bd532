import { functionsAdmitInvokers } from "../../../../policies/rules/reliability/functions-admit-invokers";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(functionsAdmitInvokers, {
  valid: shop,
  passes: {
    "a service whose calls the stack does not declare": [
      ...shop,
      resource(t.permission, "bucket-permission", { function: "reader", principal: "s3.amazonaws.com" }),
    ],
  },
  refuses: {
    "a function without a permission for its topic": [
      without("reader-permission"),
      "reading",
      /wanted a Permission of 'reader' \(live\) for sns.amazonaws.com from .*news/,
    ],
    "a permission for another topic": [
      set("reader-permission", "sourceArn", arn("topic", "other")),
      /wanted function, alias and source of something in this stack that calls it/,
    ],
    "a permission on the function itself": [
      drop("reader-permission", "qualifier"),
      "reading",
      /no permission that fits/,
    ],
    "a permission on another alias": [
      set("reader-permission", "qualifier", "old"),
      "reading",
      /no permission that fits/,
    ],
    "a permission of another function": [
      set("reader-permission", "function", "worker"),
      "reading",
      /no permission that fits/,
    ],
    "more than invoking": [set("reader-permission", "action", "lambda:*"), "reading", /no permission that fits/],
    everybody: [set("reader-permission", "principal", "*"), "reading", /no permission that fits/],
    "another service": [
      set("reader-permission", "principal", "events.amazonaws.com"),
      /function, qualifier, sourceArn is reader, live/,
    ],
    "a permission without its account": [
      drop("reader-permission", "sourceAccount"),
      /sourceAccount is not set, wanted 123456789012/,
    ],
    "a permission with another account": [
      set("reader-permission", "sourceAccount", "999999999999"),
      /sourceAccount is 999999999999/,
    ],
    "every operation of an API": [
      set("clerk-permission", "sourceArn", "arn:aws:execute-api:eu-central-1:123456789012:api/*/*/*"),
      "api",
      /from .*api\/v1\/POST\/orders\/\*/,
    ],
    "a permission for another stage": [set("stage", "stageName", "v2"), "api", /from .*api\/v2\/POST/],
    "an authorizer that may not be asked": [
      without("authorizer-permission"),
      "api",
      /securitySchemes.people is no permission that fits/,
    ],
    "a permission that nobody uses any more": [
      without("reading"),
      "reader-permission",
      /function, qualifier, sourceArn is reader, live/,
    ],
  },
});
