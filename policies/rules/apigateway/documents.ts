import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import {
  authorizersOf,
  documentOf,
  type Fields,
  fields,
  isPreflight,
  type Operation,
  operationsOf,
} from "../../wiring/api-document";

export const apiOperationCallsItsOwnFunction = stackRule({
  name: "api-operation-calls-its-own-function",
  concern: "reliability",
  description: "Each operation of an API calls a function of its own, which is named for what the operation does.",
  rationale: "Swapped functions pass every check of types and rights, and answer each other's requests.",
  remediation:
    "Give the operation the function whose name has the first word of its operationId: orders-create for createOrder.",
  controls: ["async.alias", "least.one-role"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.apigateway.restApi), (api) => {
      const calls = apiCallsOf(stack, api);
      const taken = new Map<Resource, string>();
      for (const { path, definition } of operationsOf(documentOf(api) ?? {})) {
        const lambda = calls.find((call) => call.path.startsWith(`${path}.`))?.callee?.function;
        if (lambda === undefined) continue; // api-calls-functions-in-time reports it
        const property = `${path}.x-amazon-apigateway-integration.uri`;
        const other = taken.get(lambda);
        if (other !== undefined) report(api, property, lambda.name, `another function than ${other} calls`);
        taken.set(lambda, path);
        const verb = /^[a-z]+/.exec(String(definition.operationId ?? ""))?.[0];
        if (verb === undefined || lambda.name.split("-").includes(verb)) continue;
        report(api, property, lambda.name, `a function with '${verb}' in its name`);
      }
    });
  },
});

export const apiOperationsAuthorized = resourceRule({
  name: "api-operations-authorized",
  concern: "reliability",
  description: "Every operation of a REST API is authorized, except what browsers ask before they send.",
  rationale:
    "An operation without security, or with a scheme that is no authorizer, is open to everybody; an API key only counts callers. Source: API Gateway's guides on OpenAPI extensions and on API keys.",
  remediation: "Give the operation a security requirement whose scheme has x-amazon-apigateway-authorizer, or sigv4.",
  controls: ["api.authorization"],
  severity: "critical",
  types: [awsTypes.apigateway.restApi],
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
      // The operation's security schemes are alternatives: one is enough for access, so each must include an authorizer.
      const alternatives: readonly unknown[] = Array.isArray(found) ? found : [];
      const isClosed = alternatives.every((one) => Object.keys(Object(one)).some((scheme) => schemes.has(scheme)));
      if (alternatives.length > 0 && isClosed) continue;
      const wanted = `an authorizer (${[...schemes].join(", ") || "the document has none"})`;
      report(api, `${operation.path}.security`, found, wanted);
    }
  },
});

/** Whether an authorizer is complete: it names a function and the header that it reads, or user pools. */
function isComplete({ definition }: ReturnType<typeof authorizersOf>[number]): boolean {
  const { type, authorizerUri, providerARNs } = definition;
  if (type === "cognito_user_pools") return Array.isArray(providerARNs) && providerARNs.length > 0;
  if (type !== "token" && type !== "request") return false;
  // A token in the URL ends up in access logs and browser histories. Without a source API Gateway reads the Authorization header.
  const sources = String(definition.identitySource ?? "method.request.header.Authorization").split(/\s*,\s*/);
  const inAddress = sources.some((source) => source.startsWith("method.request.querystring."));
  return !inAddress && typeof authorizerUri === "string" && authorizerUri !== "";
}

const named = "x-amazon-apigateway-request-validator";

export const apiRequestsValidated = resourceRule({
  name: "api-requests-validated",
  concern: "reliability",
  description: "Every operation of a REST API has a validator with something to validate.",
  rationale:
    "A validator without model and required parameters lets everything pass: what is malformed then costs a call, and tests the function's patience. Source: API Gateway's guide on request validation.",
  remediation:
    "Name a validator of the document that checks body and parameters; give bodies a schema that asks for an object or for properties, and mark path parameters as required.",
  controls: ["api.validation"],
  severity: "medium",
  types: [awsTypes.apigateway.restApi],
  check(api, { report }) {
    const document = documentOf(api);
    if (document === undefined) return;
    const validators = fields(document["x-amazon-apigateway-request-validators"]) ?? {};
    for (const operation of operationsOf(document)) {
      if (isPreflight(operation)) continue;
      const { definition, path } = operation;
      const name = definition[named] ?? document[named];
      const validator = fields(validators[String(name)]);
      const bodied = ["POST", "PUT", "PATCH"].includes(operation.method);
      if (validator?.validateRequestParameters !== true || (bodied && validator.validateRequestBody !== true))
        report(api, `${path}.${named}`, name, "a validator of body and parameters");
      for (const missing of placeholders(operation).filter((key) => !isRequired(operation, document, key))) {
        const wanted = `'${missing}' in path, required`;
        report(api, `${path}.parameters`, definition.parameters, wanted);
      }
      if (bodied && !hasModel(definition, document)) {
        const wanted = "a required application/json body whose schema is an object or has required properties";
        report(api, `${path}.requestBody`, definition.requestBody, wanted);
      }
    }
    for (const { property, name } of requiredProblems(document)) {
      report(api, property, name, "a property that the schema has: else no request can be right");
    }
  },
});

/** The path parameters of a route: `orderId` of `/orders/{orderId}`. */
function placeholders({ route }: Operation): readonly string[] {
  return [...route.matchAll(/\{([^}+]+)\+?\}/g)].flatMap(([, name]) => name ?? []);
}

function isRequired({ definition }: Operation, document: Fields, name: string): boolean {
  const parameters = Array.isArray(definition.parameters) ? definition.parameters : [];
  return parameters
    .map((parameter: unknown) => resolved(document, parameter))
    .some((parameter) => parameter?.name === name && parameter.in === "path" && parameter.required === true);
}

function hasModel(definition: Fields, document: Fields): boolean {
  const body = resolved(document, definition.requestBody);
  const schema = resolved(document, fields(fields(body?.content)?.["application/json"])?.schema);
  const required = schema?.required;
  const requiresBody = schema?.type === "object" || (Array.isArray(required) && required.length > 0);
  return body?.required === true && requiresBody;
}

/** The object itself, or the one that its `$ref` names in the document. */
function resolved(document: Fields, value: unknown): Fields | undefined {
  const reference = fields(value)?.$ref;
  if (typeof reference !== "string") return fields(value);
  let found: unknown = document;
  for (const key of reference.replace(/^#\//, "").split("/")) found = fields(found)?.[key];
  return fields(found);
}

/** Properties that a schema requires but does not define. */
function requiredProblems(document: Fields): readonly { readonly property: string; readonly name: string }[] {
  return Object.entries(fields(fields(document.components)?.schemas) ?? {}).flatMap(([schema, value]) => {
    const { required, properties } = fields(value) ?? {};
    if (!Array.isArray(required) || fields(properties) === undefined) return [];
    const missing = required.filter((name: unknown) => !(String(name) in Object(properties)));
    return missing.map((name: unknown) => ({
      property: `body.components.schemas.${schema}.required`,
      name: String(name),
    }));
  });
}

export const apiServesItsDocument = resourceRule({
  name: "api-serves-its-document",
  concern: "reliability",
  description: "A REST API is what its document says, and reads bodies as text.",
  rationale:
    "Put mode merge keeps operations alive that the document has lost; binary types switch validation of bodies off.",
  remediation: "Leave putRestApiMode and binaryMediaTypes out.",
  controls: ["api.validation", "api.authorization"],
  severity: "high",
  types: [awsTypes.apigateway.restApi],
  check(api, { report }) {
    const mode = api.text("putRestApiMode");
    if (mode !== undefined && mode !== "overwrite") report(api, "putRestApiMode", mode, "overwrite");
    const binary = api.list("binaryMediaTypes");
    if (binary.length > 0) report(api, "binaryMediaTypes", binary, "none");
  },
});
