import { bearerExpression } from "../../functions/orders/authorizer/bearer";
import { isRecord } from "../../values/is-record";
import { exposedHeaders, gatewayResponses } from "./gateway-responses";

/** The parts of an OpenAPI 3 document that AWS's extensions are added to. Other parts are copied unchanged. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, unknown>>;
  /** Security requirements of all operations, in the published document. */
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

/** What the document's operations are connected to. */
export interface GatewayBindings {
  /** ARN that API Gateway invokes, by `operationId`. */
  readonly integrations: Readonly<Record<string, string>>;
  readonly authorizerUri: string;
  /** Seconds for which an authorizer's result is cached, 0 to 3,600. */
  readonly authorizerCacheSeconds: number;
  /** Web origins that may call, or `*` alone. Gateway responses name the first. */
  readonly allowedOrigins: readonly string[];
}

const methods = ["get", "post", "put", "patch", "delete"] as const;
const VALIDATOR = "body-and-parameters";
const SCHEME = "authorizer";

/**
 * The only check of bodies at the gateway: a body is a JSON object. The gateway's error cannot say which field is wrong, because
 * `$context.error.validationErrorString` contains quotes and so cannot stand in JSON. The function validates the fields and names the wrong
 * one by JSON pointer. The published schemas are unchanged. Decision 10.
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
 * The document that API Gateway imports: the published one plus, per operation, its function, request validator and authorizer; an
 * `OPTIONS` response for each path; and gateway responses as problem documents with CORS headers.
 *
 * @throws an operation has no function, or a function has no operation
 */
export function gatewayDocument(document: ApiDocument, bindings: GatewayBindings): Readonly<Record<string, unknown>> {
  const known = operationsOf(document).map((operation) => operation.operationId);
  const lost = Object.keys(bindings.integrations).find((id) => !known.includes(id));
  if (lost !== undefined) throw new Error(`the document has no operation '${lost}'`);
  const paths = Object.entries(document.paths).map(([path, item]) => [path, gatewayPath(item, bindings)]);
  // Security is set per operation: API Gateway ignores a document-wide requirement, or would apply it to preflight requests.
  const { security: _published, ...described } = document;
  return {
    ...described,
    paths: Object.fromEntries(paths),
    // API Gateway does not support the bearer scheme.
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

/** API Gateway itself answers a browser's preflight request, which has no token. */
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
      // A preflight has no body. One with a content type that no template handles is rejected with 415 instead of failing with 500.
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
 * Returns the caller's origin in place of the first, if it is one of several. Source: AWS, "Override your API's request and response
 * parameters and status codes for REST APIs". The header's value is compared with the allowed ones, never copied unchecked.
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
      // Anything else is rejected with 401 before the function is called.
      identityValidationExpression: bearerExpression,
    },
  };
}

function isMethod(key: string): boolean {
  return (methods as readonly string[]).includes(key);
}
