import { resourceRule } from "../../engine/define";
import { authorizersOf, documentOf, fields, isPreflight, operationsOf } from "../../wiring/api-document";
import { types } from "../../wiring/types";

export const apiOperationsAuthorized = resourceRule({
  name: "api-operations-authorized",
  concern: "reliability",
  description: "Every operation of a REST API is authorized, except what browsers ask before they send.",
  rationale:
    "An operation without security, or with a scheme that is no authorizer, is open to everybody; an API key only counts callers. Source: API Gateway's guides on OpenAPI extensions and on API keys.",
  remediation: "Give the operation a security requirement whose scheme has x-amazon-apigateway-authorizer, or sigv4.",
  controls: ["api.authorization"],
  severity: "critical",
  types: [types.restApi],
  check(api, { report }) {
    const document = documentOf(api);
    if (document === undefined) {
      const wanted = "an OpenAPI document: methods of their own stay live when they are removed";
      report(api, "body", api.value("body"), wanted);
      return;
    }
    const schemes = new Set(
      authorizersOf(document)
        .filter(isComplete)
        .map(({ scheme }) => scheme),
    );
    const signed = Object.entries(fields(fields(document.components)?.securitySchemes) ?? {});
    for (const [scheme, value] of signed) {
      if (fields(value)?.["x-amazon-apigateway-authtype"] === "awsSigv4") schemes.add(scheme);
    }
    for (const operation of operationsOf(document)) {
      if (isPreflight(operation)) continue;
      const found = operation.definition.security ?? document.security;
      // Of alternatives one is enough to get in, so each must have an authorizer.
      const alternatives: readonly unknown[] = Array.isArray(found) ? found : [];
      const isClosed = alternatives.every((one) => Object.keys(Object(one)).some((scheme) => schemes.has(scheme)));
      if (alternatives.length > 0 && isClosed) continue;
      const wanted = `an authorizer (${[...schemes].join(", ") || "the document has none"})`;
      report(api, `${operation.path}.security`, found, wanted);
    }
  },
});

/** An authorizer that API Gateway can ask: a function to call about a header, or user pools. */
function isComplete({ definition }: ReturnType<typeof authorizersOf>[number]): boolean {
  const { type, authorizerUri, providerARNs } = definition;
  if (type === "cognito_user_pools") return Array.isArray(providerARNs) && providerARNs.length > 0;
  if (type !== "token" && type !== "request") return false;
  // A token in an address stands in every log and history on the way. Left out, the source is the header Authorization.
  const sources = String(definition.identitySource ?? "method.request.header.Authorization").split(/\s*,\s*/);
  const inAddress = sources.some((source) => source.startsWith("method.request.querystring."));
  return !inAddress && typeof authorizerUri === "string" && authorizerUri !== "";
}
