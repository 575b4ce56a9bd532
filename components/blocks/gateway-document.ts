import { bearerExpression } from "../../functions/orders/authorizer/bearer";
import { isRecord } from "../../values/is-record";
import { exposedHeaders, gatewayResponses } from "./gateway-responses";

/** As much of an OpenAPI 3 document as is needed to add AWS's extensions. Everything else passes through. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, unknown>>;
  /** What all operations require, in the published document. */
  readonly security?: unknown;
}

/** One operation of a document. */
export interface ApiOperation {
  readonly operationId: string;
  /** HTTP method in capitals. */
  readonly method: string;
  /** Path with its parameters: `/orders/{orderId}`. */
  readonly path: string;
}

/** What the gateway connects the document to. */
export interface GatewayBindings {
  /** ARN that API Gateway invokes, by `operationId`. */
  readonly integrations: Readonly<Record<string, string>>;
  readonly authorizerUri: string;
  /** Seconds that an authorizer's answer counts, 0 to 3,600. */
  readonly authorizerCacheSeconds: number;
  /** Web origins that may call, or `*` alone. The gateway's own answers name the first. */
  readonly allowedOrigins: readonly string[];
}

const methods = ["get", "post", "put", "patch", "delete"] as const;
const VALIDATOR = "body-and-parameters";
const SCHEME = "authorizer";

/**
 * All that the gateway looks at in a body: that it is a JSON object. Its own refusal cannot say which field is wrong, for the text of
 * `$context.error.validationErrorString` holds quotes and cannot stand in JSON. The function says it by pointer, and so has to see the body. The
 * published schemas stay whole. Decision 10.
 */
const BODY_MODEL = "AnyObject";
const anyObject = { type: "object" };
const INTEGRATION_TIMEOUT_MS = 29_000;
const allowedHeaders = "Authorization,Content-Type,Idempotency-Key,If-Match,X-Correlation-Id";

/** @throws an operation has no `operationId`, or two have the same */
export function operationsOf(document: ApiDocument): ApiOperation[] {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (!isRecord(operation)) return [];
      const { operationId } = operation;
      if (typeof operationId !== "string") throw new Error(`${method.toUpperCase()} ${path} has no operationId`);
      return [{ operationId, method: method.toUpperCase(), path }];
    }),
  );
  const ids = operations.map((operation) => operation.operationId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`the operationId '${twice}' stands twice in the document`);
  return operations;
}

/**
 * The document as API Gateway imports it: the published one plus, per operation, its function, the request validator and the
 * authorizer; an `OPTIONS` answer for each path; and the gateway's own answers as problem documents with CORS headers.
 *
 * @throws an operation has no function, or a function no operation
 */
export function gatewayDocument(document: ApiDocument, bindings: GatewayBindings): Readonly<Record<string, unknown>> {
  const known = operationsOf(document).map((operation) => operation.operationId);
  const lost = Object.keys(bindings.integrations).find((id) => !known.includes(id));
  if (lost !== undefined) throw new Error(`the document has no operation '${lost}'`);
  const paths = Object.entries(document.paths).map(([path, item]) => [path, gatewayPath(item, bindings)]);
  // Each operation says what it requires. A requirement for all would be ignored, or reach the preflight answers.
  const { security: _published, ...described } = document;
  return {
    ...described,
    paths: Object.fromEntries(paths),
    // API Gateway knows no bearer scheme.
    components: {
      ...document.components,
      schemas: { ...(isRecord(document.components?.schemas) && document.components.schemas), [BODY_MODEL]: anyObject },
      securitySchemes: { [SCHEME]: authorizerScheme(bindings) },
    },
    "x-amazon-apigateway-request-validators": {
      [VALIDATOR]: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-gateway-responses": gatewayResponses(firstOf(bindings.allowedOrigins)),
  };
}

function gatewayPath(item: Readonly<Record<string, unknown>>, bindings: GatewayBindings): Record<string, unknown> {
  const own = Object.entries(item).map(([key, value]) => [
    key,
    isMethod(key) ? gatewayOperation(value, bindings) : value,
  ]);
  const allowed = [...methods.filter((method) => method in item), "options"].map((method) => method.toUpperCase());
  return { ...Object.fromEntries(own), options: preflight(allowed, bindings.allowedOrigins) };
}

function gatewayOperation(operation: unknown, bindings: GatewayBindings): Record<string, unknown> {
  if (!isRecord(operation)) throw new Error("an operation of the document is not an object");
  const id = String(operation.operationId);
  const uri = bindings.integrations[id];
  if (uri === undefined) throw new Error(`no function answers the operation '${id}'`);
  return {
    ...operation,
    ...(isRecord(operation.requestBody) && { requestBody: gatewayBody(operation.requestBody) }),
    security: [{ [SCHEME]: [] }],
    "x-amazon-apigateway-request-validator": VALIDATOR,
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri,
      // Without effect here: a proxy integration has no mapping templates, so that every content type goes through. The function refuses
      // all but application/json. Source: AWS, "Method request behavior for payloads without mapping templates for REST APIs".
      passthroughBehavior: "when_no_match",
      timeoutInMillis: INTEGRATION_TIMEOUT_MS,
    },
  };
}

function gatewayBody(requestBody: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const contents = Object.keys(isRecord(requestBody.content) ? requestBody.content : {});
  const model = { schema: { $ref: `#/components/schemas/${BODY_MODEL}` } };
  return { ...requestBody, content: Object.fromEntries(contents.map((type) => [type, model])) };
}

/** A browser's preflight request has no token: API Gateway answers it. */
function preflight(allowedMethods: readonly string[], origins: readonly string[]): Record<string, unknown> {
  const headers = {
    "Access-Control-Allow-Origin": firstOf(origins),
    "Access-Control-Allow-Methods": allowedMethods.join(","),
    "Access-Control-Allow-Headers": allowedHeaders,
    "Access-Control-Expose-Headers": exposedHeaders,
    "Access-Control-Max-Age": "7200",
    ...(origins.length > 1 && { Vary: "Origin" }),
  };
  const declared = Object.keys(headers).map((name) => [name, { schema: { type: "string" } }]);
  const values = Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]);
  return {
    summary: "What a browser may send",
    security: [],
    responses: { "204": { description: "The allowed methods and headers", headers: Object.fromEntries(declared) } },
    "x-amazon-apigateway-integration": {
      type: "mock",
      // A preflight has no body; one with a type that no template answers is refused with 415, where it would else end in 500.
      passthroughBehavior: "never",
      requestTemplates: { "application/json": '{"statusCode": 204}' },
      responses: {
        default: {
          statusCode: "204",
          responseParameters: Object.fromEntries(values),
          ...(origins.length > 1 && { responseTemplates: { "application/json": namesTheCaller(origins) } }),
        },
      },
    },
  };
}

/**
 * Names the origin that asks in place of the first, if it is one of several. Source: AWS, "Override your API's request and response parameters and
 * status codes for REST APIs". The header's value is only compared, never copied unseen.
 */
function namesTheCaller(origins: readonly string[]): string {
  const asked = '#set($origin = $input.params("Origin"))#if($origin == "")#set($origin = $input.params("origin"))#end';
  const known = origins.map((origin) => `$origin == "${origin}"`).join(" || ");
  return `${asked}#if(${known})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`;
}

function firstOf(origins: readonly string[]): string {
  return origins[0] ?? "*";
}

function authorizerScheme(bindings: GatewayBindings): Record<string, unknown> {
  return {
    type: "apiKey",
    name: "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "custom",
    "x-amazon-apigateway-authorizer": {
      type: "token",
      authorizerUri: bindings.authorizerUri,
      authorizerResultTtlInSeconds: bindings.authorizerCacheSeconds,
      identitySource: "method.request.header.Authorization",
      // Anything else is refused with 401 before the function is called.
      identityValidationExpression: bearerExpression,
    },
  };
}

function isMethod(key: string): boolean {
  return (methods as readonly string[]).includes(key);
}
