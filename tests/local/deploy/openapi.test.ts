import { expect } from "chai";
import { OpenApiError } from "../../../local/deploy/openapi/document";
import { expandOpenApi } from "../../../local/deploy/openapi/expand";

type Json = Record<string, unknown>;

const integration = { type: "aws_proxy", httpMethod: "POST", uri: "arn:fn" };

/** A valid document with one operation, POST /orders; a test changes what it is about. */
function document(changes: { operation?: Json; path?: Json; schemas?: Json; top?: Json } = {}): string {
  const operation = { operationId: "placeOrder", "x-amazon-apigateway-integration": integration };
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "t", version: "1" },
    paths: { "/orders": { ...changes.path, post: { ...operation, ...changes.operation } } },
    components: { schemas: changes.schemas ?? {} },
    ...changes.top,
  });
}

function body(schema: Json): Json {
  return { requestBody: { content: { "application/json": { schema } } } };
}

describe("expanding an OpenAPI document for the gateway", () => {
  it("lists every path after its parents", () => {
    const get = { get: { "x-amazon-apigateway-integration": integration } };
    const top = { paths: { "/a/{id}/b": get, "/a": get, "/c/d": get } };

    expect(expandOpenApi(document({ top })).paths).to.deep.equal(["/a", "/c", "/a/{id}", "/c/d", "/a/{id}/b"]);
  });

  it("names parameters as API Gateway does, those of the path and referred ones included", () => {
    const path = { parameters: [{ name: "orderId", in: "path", required: true }] };
    const parameters = [{ name: "limit", in: "query" }, { $ref: "#/components/parameters/Match" }];
    const components = { parameters: { Match: { name: "If-Match", in: "header", required: false } } };

    const [method] = expandOpenApi(document({ path, operation: { parameters }, top: { components } })).methods;

    expect(method?.parameters).to.deep.equal({
      "method.request.path.orderId": true,
      "method.request.querystring.limit": false,
      "method.request.header.If-Match": false,
    });
  });

  it("makes models of a body's schema and of all it refers to, without what only explains", () => {
    const schemas = {
      Order: {
        type: "object",
        description: "An order",
        example: {},
        properties: {
          description: { type: "string" },
          items: { type: "array", items: { $ref: "#/components/schemas/Item" } },
        },
      },
      Item: { type: "object", properties: { parent: { $ref: "#/components/schemas/Item" } } },
      Answer: { type: "object" },
    };

    const plan = expandOpenApi(document({ operation: body({ $ref: "#/components/schemas/Order" }), schemas }));

    expect(plan.methods[0]?.models).to.deep.equal({ "application/json": "Order" });
    expect(plan.models).to.deep.equal({
      Order: {
        type: "object",
        properties: { description: { type: "string" }, items: { type: "array", items: { $ref: "model:Item" } } },
      },
      Item: { type: "object", properties: { parent: { $ref: "model:Item" } } },
    });
  });

  it("makes a model of an inline schema, named after the operation", () => {
    const plan = expandOpenApi(document({ operation: body({ type: "object", maxProperties: 2 }) }));

    expect(plan.methods[0]?.models).to.deep.equal({ "application/json": "placeOrderBody" });
    expect(plan.models).to.deep.equal({ placeOrderBody: { type: "object", maxProperties: 2 } });
  });

  it("takes security from the operation before the document, and none as open", () => {
    const authorizer = { type: "request", authorizerUri: "arn:auth", identitySource: "method.request.header.X" };
    const scheme = {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authorizer": authorizer,
    };
    const top = { security: [{ jwt: [] }], components: { securitySchemes: { jwt: scheme } } };

    const guarded = expandOpenApi(document({ top }));
    const open = expandOpenApi(document({ top, operation: { security: [] } }));

    expect(guarded.methods[0]?.authorizer).to.equal("jwt");
    expect(guarded.authorizers.jwt).to.include({
      type: "REQUEST",
      uri: "arn:auth",
      identitySource: "method.request.header.X",
    });
    expect(open.methods[0]?.authorizer).to.equal(undefined);
  });

  it("knows validators, gateway responses and binary types", () => {
    const top = {
      "x-amazon-apigateway-request-validators": { body: { validateRequestBody: true } },
      "x-amazon-apigateway-request-validator": "body",
      "x-amazon-apigateway-gateway-responses": { THROTTLED: { statusCode: 429 } },
      "x-amazon-apigateway-binary-media-types": ["image/png"],
    };

    const plan = expandOpenApi(document({ top }));

    expect(plan.validators).to.deep.equal({ body: { body: true, parameters: false } });
    expect(plan.methods[0]?.validator).to.equal("body");
    expect(plan.gatewayResponses).to.deep.equal({ THROTTLED: { statusCode: "429" } });
    expect(plan.binaryMediaTypes).to.deep.equal(["image/png"]);
  });

  const refused: readonly [what: string, json: string, problem: RegExp][] = [
    [
      "an extension it does not know",
      document({ top: { "x-amazon-apigateway-policy": {} } }),
      /extension x-amazon-apigateway-policy/,
    ],
    [
      "an unknown part of an integration",
      document({ operation: { "x-amazon-apigateway-integration": { ...integration, cacheKeyParameters: [] } } }),
      /POST \/orders.*cacheKeyParameters/,
    ],
    [
      "an integration of another kind",
      document({ operation: { "x-amazon-apigateway-integration": { type: "http_proxy", uri: "x" } } }),
      /POST \/orders.*type/,
    ],
    [
      "an operation without an integration",
      document({ operation: { "x-amazon-apigateway-integration": undefined } }),
      /has no x-amazon/,
    ],
    [
      "a validator that is not there",
      document({ operation: { "x-amazon-apigateway-request-validator": "no" } }),
      /validator "no"/,
    ],
    [
      "a security scheme without authorizer",
      document({ operation: { security: [{ bearer: [] }] } }),
      /"bearer" has no/,
    ],
    [
      "a schema that is missing",
      document({ operation: body({ $ref: "#/components/schemas/Gone" }) }),
      /Gone: is missing/,
    ],
    ["a keyword after draft 4", document({ operation: body({ const: 1 }) }), /"const" is not in JSON Schema draft 4/],
    [
      "a numeric exclusive bound",
      document({ operation: body({ exclusiveMinimum: 0 }) }),
      /"exclusiveMinimum" must be true or false/,
    ],
  ];
  for (const [what, json, problem] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => expandOpenApi(json)).to.throw(OpenApiError, problem);
    });
  }
});
