/** The OpenAPI document of the shop's API: one operation, authorized by the function that also handles it. */
export function apiDocument(aliasArn: string, change: (document: ApiDocument) => object = (same) => same): string {
  return JSON.stringify(change(documentOf(aliasArn)));
}

/** What tests change. */
export type ApiDocument = ReturnType<typeof documentOf>;

/** How API Gateway names the call of a function. */
export function invokeArn(arn: string): string {
  return `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

function documentOf(aliasArn: string) {
  const uri = invokeArn(aliasArn);
  return {
    openapi: "3.0.1",
    paths: { "/orders/{id}": { post: operation(uri), options: preflight } },
    components: {
      schemas: { Order: { required: ["sku"], properties: { sku: { type: "string" } } } },
      securitySchemes: {
        people: { type: "apiKey", "x-amazon-apigateway-authorizer": { type: "token", authorizerUri: uri } },
        key: { type: "apiKey", name: "x-api-key", in: "header" },
      },
    },
    "x-amazon-apigateway-request-validators": {
      both: { validateRequestBody: true, validateRequestParameters: true },
      nothing: { validateRequestBody: false, validateRequestParameters: false },
    },
  };
}

function operation(uri: string) {
  return {
    security: [{ people: [] }],
    parameters: [{ name: "id", in: "path", required: true }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
    },
    "x-amazon-apigateway-request-validator": "both",
    "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri, timeoutInMillis: 29_000 },
  };
}

const preflight = { security: [], "x-amazon-apigateway-integration": { type: "mock" } };

/** The document with something else in its one operation. */
export function withOperation(aliasArn: string, values: object): string {
  return apiDocument(aliasArn, (document) => {
    const { post, options } = document.paths["/orders/{id}"];
    return { ...document, paths: { "/orders/{id}": { post: { ...post, ...values }, options } } };
  });
}
