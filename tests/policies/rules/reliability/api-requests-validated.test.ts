import { apiRequestsValidated } from "../../../../policies/rules/reliability/api-requests-validated";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { type ApiDocument, apiDocument, withOperation } from "./shop-api";
import { arn, t } from "./shop-parts";

function impossible(document: ApiDocument): object {
  const schemas = { Order: { ...document.components.schemas.Order, required: ["skus"] } };
  return { ...document, components: { ...document.components, schemas } };
}

testRule(apiRequestsValidated, {
  valid: shop,
  failing: [
    {
      title: "an operation without a validator",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": undefined }),
        ),
      type: t.api,
      name: "api",
      says: /post.x-amazon-apigateway-request-validator is not set/,
    },
    {
      title: "a validator that is not there",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": "all" }),
        ),
      type: t.api,
      name: "api",
      says: /request-validator is all/,
    },
    {
      title: "a validator that validates nothing",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": "nothing" }),
        ),
      type: t.api,
      name: "api",
      says: /request-validator is nothing/,
    },
    {
      title: "a body without a schema",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { requestBody: { required: true, content: {} } }),
        ),
      type: t.api,
      name: "api",
      says: /post.requestBody is/,
    },
    {
      title: "no body at all",
      change: (valid) =>
        set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { requestBody: undefined })),
      type: t.api,
      name: "api",
      says: /post.requestBody is not set/,
    },
    {
      title: "a body that may be left out",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            requestBody: { content: { "application/json": { schema: { required: ["sku"] } } } },
          }),
        ),
      type: t.api,
      name: "api",
      says: /post.requestBody is/,
    },
    {
      title: "a schema that asks for nothing",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            requestBody: { required: true, content: { "application/json": { schema: { description: "A body" } } } },
          }),
        ),
      type: t.api,
      name: "api",
      says: /post.requestBody is/,
    },
    {
      title: "a schema that is not there",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), {
            requestBody: {
              required: true,
              content: { "application/json": { schema: { $ref: "#/components/schemas/Odrer" } } },
            },
          }),
        ),
      type: t.api,
      name: "api",
      says: /post.requestBody is .*Odrer/,
    },
    {
      title: "a path parameter that is not declared",
      change: (valid) => set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { parameters: [] })),
      type: t.api,
      name: "api",
      says: /post.parameters is \[\], wanted 'id' in path, required/,
    },
    {
      title: "a path parameter that is not required",
      change: (valid) =>
        set(
          valid,
          "api",
          "body",
          withOperation(arn("alias", "clerk-live"), { parameters: [{ name: "id", in: "path" }] }),
        ),
      type: t.api,
      name: "api",
      says: /wanted 'id' in path, required/,
    },
    {
      title: "a required property that no request can have",
      change: (valid) => set(valid, "api", "body", apiDocument(arn("alias", "clerk-live"), impossible)),
      type: t.api,
      name: "api",
      says: /schemas.Order.required is skus/,
    },
  ],
});
