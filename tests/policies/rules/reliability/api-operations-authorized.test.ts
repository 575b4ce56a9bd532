import { apiOperationsAuthorized } from "../../../../policies/rules/reliability/api-operations-authorized";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { type ApiDocument, apiDocument, withOperation } from "./shop-api";
import { arn } from "./shop-parts";

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
