import {
  apiOperationCallsItsOwnFunction,
  apiOperationsAuthorized,
  apiRequestsValidated,
  apiServesItsDocument,
} from "../../../../policies/rules/apigateway/documents";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { type ApiDocument, apiDocument, withOperation } from "../../../support/policies/shops/wired-api";
import { arn, t } from "../../../support/policies/shops/wired-parts";

const uri = (name: string) =>
  `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn("function", name)}/invocations`;

const body = (create: string, get: string) =>
  JSON.stringify({
    paths: {
      "/orders": { post: operation("createOrder", create) },
      "/orders/{orderId}": { get: operation("getOrder", get) },
    },
  });

function operation(operationId: string, name: string): object {
  return { operationId, "x-amazon-apigateway-integration": { type: "aws_proxy", uri: uri(name) } };
}

testRule(apiOperationCallsItsOwnFunction, {
  valid: [
    resource(t.function, "orders-create"),
    resource(t.function, "orders-get"),
    resource(t.api, "api", { body: body("orders-create", "orders-get") }),
  ],
  refuses: {
    "functions that are swapped": [
      set("api", "body", body("orders-get", "orders-create")),
      /orders\.post.*uri is orders-get, wanted a function with 'create' in its name/,
    ],
    "one function for two operations": [
      set("api", "body", body("orders-get", "orders-get")),
      /uri is orders-get, wanted another function than body.paths.\/orders.post calls/,
    ],
  },
});

function deaf(document: ApiDocument): object {
  const { securitySchemes, ...components } = document.components;
  const { "x-amazon-apigateway-authorizer": _, ...people } = securitySchemes.people;
  return { ...document, components: { ...components, securitySchemes: { people } } };
}

function inAddress(document: ApiDocument): object {
  const source = "method.request.header.Host, method.request.querystring.token";
  const text = JSON.stringify(document);
  return JSON.parse(text.replace('"type":"token",', `$&"identitySource":"${source}",`)) as object;
}

function busy(document: ApiDocument): object {
  const { post } = document.paths["/orders/{id}"];
  return { ...document, paths: { "/orders/{id}": { post, options: { ...post, security: [] } } } };
}

testRule(apiOperationsAuthorized, {
  valid: shop,
  refuses: {
    "an operation without security": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { security: undefined })),
      /body.paths.\/orders\/\{id\}.post.security is not set, wanted an authorizer \(people\)/,
    ],
    "an operation that is open on purpose": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { security: [] })),
      /post.security is \[\]/,
    ],
    "a way around": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ people: [] }, {}] })),
      /post.security is/,
    ],
    "an API key alone": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ key: [] }] })),
      /post.security is .*key/,
    ],
    "a scheme that is not there": [
      set("api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ poeple: [] }] })),
      /poeple/,
    ],
    "a token in the address": [
      set("api", "body", apiDocument(arn("alias", "clerk-live"), inAddress)),
      /wanted an authorizer \(the document has none\)/,
    ],
    "a scheme that calls nobody": [
      set("api", "body", apiDocument(arn("alias", "clerk-live"), deaf)),
      /wanted an authorizer \(the document has none\)/,
    ],
    "an API without a document": [drop("api", "body"), /body is not set, wanted an OpenAPI document/],
    "a preflight that calls something": [
      set("api", "body", apiDocument(arn("alias", "clerk-live"), busy)),
      /options.security is/,
    ],
  },
});

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

testRule(apiServesItsDocument, {
  valid: [resource(t.api, "orders", { body: "{}" })],
  refuses: {
    "a mode in which lost operations stay alive": [
      set("orders", "putRestApiMode", "merge"),
      /putRestApiMode is merge, wanted overwrite/,
    ],
    "bodies that are not validated": [
      set("orders", "binaryMediaTypes", ["*/*"]),
      /binaryMediaTypes is \["\*\/\*"\], wanted none/,
    ],
  },
});
