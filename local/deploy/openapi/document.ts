import * as z from "zod";
import { DeployError } from "../../../program/errors";

/** The document uses something that the expansion does not support. */
export class OpenApiError extends DeployError {
  override readonly name = "OpenApiError";

  /** @param where path inside the document, such as `paths./orders.post` */
  constructor(where: string, problem: string) {
    super(`OpenAPI document, ${where}: ${problem}`);
  }
}

/** A JSON Schema of any content. */
export type Schema = { readonly [keyword: string]: unknown };

const text = z.string().optional();
const textByKey = z.record(z.string(), z.string());
const schema: z.ZodType<Schema> = z.record(z.string(), z.unknown());

/** `x-amazon-apigateway-integration`, as far as the emulator supports it. Strict, so that nothing is dropped silently. */
const integration = z.strictObject({
  type: z
    .string()
    .transform((type) => type.toUpperCase())
    .pipe(z.enum(["AWS_PROXY", "MOCK"])),
  httpMethod: text,
  uri: text,
  credentials: text,
  passthroughBehavior: z
    .string()
    .transform((value) => value.toUpperCase())
    .optional(),
  timeoutInMillis: z.number().optional(),
  requestTemplates: textByKey.optional(),
  responses: z
    .record(
      z.string(),
      z.strictObject({
        statusCode: z.union([z.string(), z.number()]).transform(String),
        responseParameters: textByKey.optional(),
        responseTemplates: textByKey.optional(),
      }),
    )
    .optional(),
});

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().optional(),
});

const security = z.array(z.record(z.string(), z.array(z.string())));

const operation = z.looseObject({
  operationId: text,
  parameters: z.array(z.union([z.strictObject({ $ref: z.string() }), parameter])).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: schema.optional() })) })
    .optional(),
  security: security.optional(),
  "x-amazon-apigateway-request-validator": text,
  "x-amazon-apigateway-integration": integration.optional(),
});

/** A lambda authorizer; other kinds are not expanded. */
const authorizer = z.strictObject({
  type: z.enum(["token", "request"]),
  authorizerUri: z.string(),
  authorizerCredentials: text,
  authorizerResultTtlInSeconds: z.number().optional(),
  identitySource: text,
  identityValidationExpression: text,
});

const securityScheme = z.looseObject({
  type: z.string(),
  name: text,
  in: text,
  "x-amazon-apigateway-authtype": text,
  "x-amazon-apigateway-authorizer": authorizer.optional(),
});

const gatewayResponse = z.strictObject({
  statusCode: z.union([z.string(), z.number()]).transform(String).optional(),
  responseParameters: textByKey.optional(),
  responseTemplates: textByKey.optional(),
});

const document = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: text, version: text, description: text }).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  security: security.optional(),
  components: z
    .looseObject({
      schemas: z.record(z.string(), schema).optional(),
      parameters: z.record(z.string(), parameter).optional(),
      securitySchemes: z.record(z.string(), securityScheme).optional(),
    })
    .optional(),
  "x-amazon-apigateway-request-validator": text,
  "x-amazon-apigateway-request-validators": z
    .record(
      z.string(),
      z.strictObject({
        validateRequestBody: z.boolean().optional(),
        validateRequestParameters: z.boolean().optional(),
      }),
    )
    .optional(),
  "x-amazon-apigateway-gateway-responses": z.record(z.string(), gatewayResponse).optional(),
  "x-amazon-apigateway-binary-media-types": z.array(z.string()).optional(),
});

export type Document = z.output<typeof document>;
export type Operation = z.output<typeof operation>;
export type Parameter = z.output<typeof parameter>;
export type SecurityRequirements = z.output<typeof security>;

/** @throws {OpenApiError} it is no OpenAPI 3 document, or holds an extension of API Gateway that is not expanded */
export function parseDocument(json: string): Document {
  const parsed: unknown = JSON.parse(json);
  return checked(document, parsed, "top level");
}

/** @throws {OpenApiError} */
export function parseOperation(value: unknown, where: string): Operation {
  return checked(operation, value, where);
}

function checked<T extends z.ZodObject>(shape: T, value: unknown, where: string): z.output<T> {
  const result = shape.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`);
    throw new OpenApiError(where, issues.join("; "));
  }
  const unknown = Object.keys(result.data).find((key) => key.startsWith("x-amazon-") && !(key in shape.shape));
  if (unknown !== undefined) throw new OpenApiError(where, `the local run does not know the extension ${unknown}`);
  return result.data;
}
