import { apiRequestsValidated } from "../../../../policies/rules/reliability/api-requests-validated";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { type ApiDocument, apiDocument, withOperation } from "./shop-api";
import { arn } from "./shop-parts";

function impossible(document: ApiDocument): object {
  const schemas = { Order: { ...document.components.schemas.Order, required: ["skus"] } };
  return { ...document, components: { ...document.components, schemas } };
}

testRule(apiRequestsValidated, {
  valid: shop,
  refuses: {
    "an operation without a validator": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": undefined }),
      ),
      /post.x-amazon-apigateway-request-validator is not set/,
    ],
    "a validator that is not there": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": "all" })),
      /request-validator is all/,
    ],
    "a validator that validates nothing": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), { "x-amazon-apigateway-request-validator": "nothing" }),
      ),
      /request-validator is nothing/,
    ],
    "a body without a schema": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { requestBody: { required: true, content: {} } })),
      /post.requestBody is/,
    ],
    "no body at all": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { requestBody: undefined })),
      /post.requestBody is not set/,
    ],
    "a body that may be left out": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          requestBody: { content: { "application/json": { schema: { required: ["sku"] } } } },
        }),
      ),
      /post.requestBody is/,
    ],
    "a schema that asks for nothing": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          requestBody: { required: true, content: { "application/json": { schema: { description: "A body" } } } },
        }),
      ),
      /post.requestBody is/,
    ],
    "a schema that is not there": [
      set(
        "api",
        "body",
        withOperation(arn("alias", "clerk-live"), {
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Odrer" } } },
          },
        }),
      ),
      /post.requestBody is .*Odrer/,
    ],
    "a path parameter that is not declared": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { parameters: [] })),
      /post.parameters is \[\], wanted 'id' in path, required/,
    ],
    "a path parameter that is not required": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { parameters: [{ name: "id", in: "path" }] })),
      /wanted 'id' in path, required/,
    ],
    "a required property that no request can have": [
      set("api", "body", apiDocument(arn("alias", "clerk-live"), impossible)),
      /schemas.Order.required is skus/,
    ],
  },
});
