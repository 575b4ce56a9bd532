import {
  type Document,
  OpenApiError,
  type Operation,
  type Parameter,
  parseDocument,
  parseOperation,
  type Schema,
  type SecurityRequirements,
} from "./document";
import { modelName, modelSchema, referredModels } from "./models";

/** Everything that must be created one by one to make the API that a document describes. */
export interface ApiPlan {
  readonly binaryMediaTypes: readonly string[];
  /** Full paths but the root, parents before their children: `/orders`, `/orders/{orderId}`. */
  readonly paths: readonly string[];
  /** By name. References among them are `model:NAME`, for the address of a model holds the id of its API. */
  readonly models: Readonly<Record<string, Schema>>;
  /** By name. */
  readonly validators: Readonly<Record<string, { readonly body: boolean; readonly parameters: boolean }>>;
  /** By name of their security scheme. */
  readonly authorizers: Readonly<Record<string, AuthorizerPlan>>;
  /** By response type, such as `DEFAULT_4XX`. */
  readonly gatewayResponses: NonNullable<Document["x-amazon-apigateway-gateway-responses"]>;
  readonly methods: readonly MethodPlan[];
}

export interface AuthorizerPlan {
  readonly type: "TOKEN" | "REQUEST";
  readonly uri: string;
  readonly credentials: string | undefined;
  readonly resultTtlSeconds: number | undefined;
  readonly identitySource: string;
  readonly validationExpression: string | undefined;
}

export interface MethodPlan {
  readonly path: string;
  readonly httpMethod: string;
  readonly operationName: string | undefined;
  /** Name of an authorizer; undefined when there is none. */
  readonly authorizer: string | undefined;
  /** Name of a validator; undefined when nothing is checked. */
  readonly validator: string | undefined;
  /** Whether each parameter is required, by API Gateway's name for it: `method.request.path.orderId`. */
  readonly parameters: Readonly<Record<string, boolean>>;
  /** Names of models by content type. */
  readonly models: Readonly<Record<string, string>>;
  readonly integration: NonNullable<Operation["x-amazon-apigateway-integration"]>;
}

/** Marks a reference to another model until the API has an id. */
export const modelReference = (name: string): string => `model:${name}`;

/**
 * Expands an OpenAPI 3 document with API Gateway's extensions, as `ImportRestApi` does on AWS. The emulator has no import.
 *
 * @param json the document, as the program passes it to API Gateway
 * @throws {OpenApiError} the document uses what the expansion does not support; nothing is dropped silently
 */
export function expandOpenApi(json: string): ApiPlan {
  const document = parseDocument(json);
  const inline: Record<string, Schema> = {};
  const authorizers = authorizerPlans(document);
  const methods = Object.entries(document.paths).flatMap(([path, item]) =>
    methodsOf(item).map(([method, value]) => methodPlan(document, { path, item, method, value }, authorizers, inline)),
  );
  return {
    binaryMediaTypes: document["x-amazon-apigateway-binary-media-types"] ?? [],
    paths: withParents(Object.keys(document.paths)),
    models: modelPlans(document, methods, inline),
    validators: Object.fromEntries(
      Object.entries(document["x-amazon-apigateway-request-validators"] ?? {}).map(([name, validator]) => [
        name,
        { body: validator.validateRequestBody ?? false, parameters: validator.validateRequestParameters ?? false },
      ]),
    ),
    authorizers,
    gatewayResponses: document["x-amazon-apigateway-gateway-responses"] ?? {},
    methods,
  };
}

const verbs = ["get", "put", "post", "delete", "options", "head", "patch"];

function methodsOf(item: Readonly<Record<string, unknown>>): [method: string, value: unknown][] {
  return Object.entries(item).filter(([key]) => verbs.includes(key));
}

interface PathOperation {
  readonly path: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly method: string;
  readonly value: unknown;
}

function methodPlan(
  document: Document,
  { path, item, method, value }: PathOperation,
  authorizers: ApiPlan["authorizers"],
  inline: Record<string, Schema>,
): MethodPlan {
  const where = `${method.toUpperCase()} ${path}`;
  const operation = parseOperation(value, where);
  const shared = parseOperation({ parameters: item.parameters }, path);
  const integration = operation["x-amazon-apigateway-integration"];
  if (integration === undefined) throw new OpenApiError(where, "has no x-amazon-apigateway-integration");
  const validator =
    operation["x-amazon-apigateway-request-validator"] ?? document["x-amazon-apigateway-request-validator"];
  if (validator !== undefined && document["x-amazon-apigateway-request-validators"]?.[validator] === undefined) {
    throw new OpenApiError(where, `there is no request validator "${validator}"`);
  }
  return {
    path,
    httpMethod: method.toUpperCase(),
    operationName: operation.operationId,
    authorizer: authorizerOf(operation.security ?? document.security ?? [], authorizers, where),
    validator,
    parameters: parameterPlan(document, [shared, operation], where),
    models: bodyModels(operation, inline, where),
    integration,
  };
}

function authorizerPlans(document: Document): ApiPlan["authorizers"] {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  return Object.fromEntries(
    schemes.flatMap(([name, scheme]): [string, AuthorizerPlan][] => {
      const authorizer = scheme["x-amazon-apigateway-authorizer"];
      if (authorizer === undefined) return [];
      const location = scheme.in === "query" ? "querystring" : "header";
      const plan: AuthorizerPlan = {
        type: authorizer.type === "token" ? "TOKEN" : "REQUEST",
        uri: authorizer.authorizerUri,
        credentials: authorizer.authorizerCredentials,
        resultTtlSeconds: authorizer.authorizerResultTtlInSeconds,
        identitySource: authorizer.identitySource ?? `method.request.${location}.${scheme.name ?? "Authorization"}`,
        validationExpression: authorizer.identityValidationExpression,
      };
      return [[name, plan]];
    }),
  );
}

/** A method has one authorizer at most; a scheme without one is documentation, which would leave the method open. */
function authorizerOf(
  security: SecurityRequirements,
  authorizers: ApiPlan["authorizers"],
  where: string,
): string | undefined {
  const schemes = security.flatMap((requirement) => Object.keys(requirement));
  const open = schemes.find((scheme) => authorizers[scheme] === undefined);
  if (open !== undefined)
    throw new OpenApiError(where, `the security scheme "${open}" has no x-amazon-apigateway-authorizer`);
  if (schemes.length > 1) throw new OpenApiError(where, `more than one authorizer: ${schemes.join(", ")}`);
  return schemes[0];
}

function parameterPlan(
  document: Document,
  sources: readonly Operation[],
  where: string,
): Readonly<Record<string, boolean>> {
  const locations = { path: "path", query: "querystring", header: "header" } as const;
  const plan: Record<string, boolean> = {};
  for (const item of sources.flatMap((source) => source.parameters ?? [])) {
    const parameter = "$ref" in item ? referredParameter(document, String(item.$ref), where) : item;
    if (parameter.in === "cookie") continue; // API Gateway has no cookie parameters
    plan[`method.request.${locations[parameter.in]}.${parameter.name}`] = parameter.required ?? false;
  }
  return plan;
}

function referredParameter(document: Document, reference: string, where: string): Parameter {
  const name = /^#\/components\/parameters\/(.+)$/.exec(reference)?.[1] ?? "";
  const parameter = document.components?.parameters?.[name];
  if (parameter === undefined) throw new OpenApiError(where, `there is no parameter ${reference}`);
  return parameter;
}

function bodyModels(
  operation: Operation,
  inline: Record<string, Schema>,
  where: string,
): Readonly<Record<string, string>> {
  const contents = Object.entries(operation.requestBody?.content ?? {});
  return Object.fromEntries(
    contents.flatMap(([contentType, { schema }]) => {
      if (schema === undefined) return [];
      if (typeof schema.$ref === "string") return [[contentType, modelName(schema.$ref, where)]];
      const name = `${(operation.operationId ?? where).replace(/[^A-Za-z0-9]/g, "")}Body`;
      inline[name] = schema;
      return [[contentType, name]];
    }),
  );
}

/** Models of request bodies with all schemas that they refer to. Models of responses are documentation only, and left out. */
function modelPlans(
  document: Document,
  methods: readonly MethodPlan[],
  inline: Readonly<Record<string, Schema>>,
): ApiPlan["models"] {
  const plans: Record<string, Schema> = {};
  const wanted = methods.flatMap((method) => Object.values(method.models));
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (name in plans) continue;
    const where = `components.schemas.${name}`;
    const schema = inline[name] ?? document.components?.schemas?.[name];
    if (schema === undefined) throw new OpenApiError(where, "is missing");
    plans[name] = modelSchema(schema, modelReference, where);
    wanted.push(...referredModels(schema, where));
  }
  return plans;
}

function withParents(paths: readonly string[]): string[] {
  const all = paths.flatMap((path) => {
    const parts = path.split("/").filter((part) => part !== "");
    return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
  });
  return [...new Set(all)].sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
}
