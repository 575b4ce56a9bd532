import { apiOperationsAuthorized } from "../../../../policies/rules/reliability/api-operations-authorized";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { type ApiDocument, apiDocument, withOperation } from "./shop-api";
import { arn, t } from "./shop-parts";

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
  failing: [
    {
      title: "an operation without security",
      change: (valid) => set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { security: undefined })),
      type: t.api,
      name: "api",
      says: /body.paths.\/orders\/\{id\}.post.security is not set, wanted an authorizer \(people\)/,
    },
    {
      title: "an operation that is open on purpose",
      change: (valid) => set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { security: [] })),
      type: t.api,
      name: "api",
      says: /post.security is \[\]/,
    },
    {
      title: "a way around",
      change: (valid) =>
        set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ people: [] }, {}] })),
      type: t.api,
      name: "api",
      says: /post.security is/,
    },
    {
      title: "an API key alone",
      change: (valid) =>
        set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ key: [] }] })),
      type: t.api,
      name: "api",
      says: /post.security is .*key/,
    },
    {
      title: "a scheme that is not there",
      change: (valid) =>
        set(valid, "api", "body", withOperation(arn("alias", "clerk-live"), { security: [{ poeple: [] }] })),
      type: t.api,
      name: "api",
      says: /poeple/,
    },
    {
      title: "a token in the address",
      change: (valid) => set(valid, "api", "body", apiDocument(arn("alias", "clerk-live"), inAddress)),
      type: t.api,
      name: "api",
      says: /wanted an authorizer \(the document has none\)/,
    },
    {
      title: "a scheme that calls nobody",
      change: (valid) => set(valid, "api", "body", apiDocument(arn("alias", "clerk-live"), deaf)),
      type: t.api,
      name: "api",
      says: /wanted an authorizer \(the document has none\)/,
    },
    {
      title: "an API without a document",
      change: (valid) => drop(valid, "api", "body"),
      type: t.api,
      name: "api",
      says: /body is not set, wanted an OpenAPI document/,
    },
    {
      title: "a preflight that calls something",
      change: (valid) => set(valid, "api", "body", apiDocument(arn("alias", "clerk-live"), busy)),
      type: t.api,
      name: "api",
      says: /options.security is/,
    },
  ],
});
