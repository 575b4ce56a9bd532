import { expect } from "chai";
import { gatewayDocument, operationsOf } from "../../../components/blocks/gateway-document";
import { gatewayResponses } from "../../../components/blocks/gateway-responses";
import { bearerExpression } from "../../../functions/orders/authorizer/bearer";

const document = {
  openapi: "3.0.1",
  info: { title: "Things" },
  security: [{ bearer: [] }],
  paths: {
    "/things": { post: { operationId: "createThing", summary: "Create", responses: {} } },
    "/things/{id}": {
      parameters: [{ name: "id", in: "path" }],
      get: { operationId: "getThing", security: [{ bearer: [] }], responses: {} },
      delete: { operationId: "deleteThing", responses: {} },
    },
  },
  components: { schemas: { Thing: { type: "object" } }, securitySchemes: { bearer: { type: "http" } } },
};

const bindings = {
  integrations: { createThing: "arn:create", getThing: "arn:get", deleteThing: "arn:delete" },
  authorizerUri: "arn:authorizer",
  authorizerCacheSeconds: 300,
  allowedOrigins: ["https://shop.example.com"],
};

type Tree = { readonly [key: string]: Tree };

const built = () => gatewayDocument(document, bindings) as unknown as Tree;

describe("the operations of a document", () => {
  it("are found with method and path", () => {
    expect(operationsOf(document)).to.deep.equal([
      { operationId: "createThing", method: "POST", path: "/things" },
      { operationId: "getThing", method: "GET", path: "/things/{id}" },
      { operationId: "deleteThing", method: "DELETE", path: "/things/{id}" },
    ]);
  });

  it("must have an id, and each its own", () => {
    expect(() => operationsOf({ paths: { "/a": { get: {} } } })).to.throw("GET /a has no operationId");
    expect(() => operationsOf({ paths: { "/a": { get: { operationId: "x" }, post: { operationId: "x" } } } })).to.throw(
      "the operationId 'x' stands twice",
    );
  });
});

describe("the document for the gateway", () => {
  it("connects each operation to its function, validated and behind the authorizer", () => {
    expect(built().paths?.["/things"]?.post).to.deep.equal({
      operationId: "createThing",
      summary: "Create",
      responses: {},
      security: [{ authorizer: [] }],
      "x-amazon-apigateway-request-validator": "body-and-parameters",
      "x-amazon-apigateway-integration": {
        type: "aws_proxy",
        httpMethod: "POST",
        uri: "arn:create",
        passthroughBehavior: "when_no_match",
        timeoutInMillis: 29_000,
      },
    });
    expect(built().paths?.["/things/{id}"]?.get?.security).to.deep.equal([{ authorizer: [] }]);
    expect(built()["x-amazon-apigateway-request-validators"]).to.deep.equal({
      "body-and-parameters": { validateRequestBody: true, validateRequestParameters: true },
    });
  });

  it("names, of several origins, the one that asks in a preflight and the first in its own answers", () => {
    const origins = ["https://shop.example.com", "https://admin.example.com"];
    const tree = gatewayDocument(document, { ...bindings, allowedOrigins: origins }) as unknown as Tree;
    const { default: answer } = (tree.paths?.["/things"]?.options?.["x-amazon-apigateway-integration"]?.responses ??
      {}) as unknown as { default: { responseParameters: object; responseTemplates: Record<string, string> } };

    expect(answer.responseParameters).to.include({
      "method.response.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
      "method.response.header.Vary": "'Origin'",
    });
    expect(answer.responseTemplates["application/json"]).to.include(
      '#if($origin == "https://shop.example.com" || $origin == "https://admin.example.com")' +
        "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end",
    );
    expect(JSON.stringify(tree["x-amazon-apigateway-gateway-responses"])).to.not.include("admin.example.com");
  });

  it("looks at no field of a body, for its refusal could not name it; what is published stays whole", () => {
    const schema = { type: "object", required: ["sku"], properties: { sku: { type: "string" } } };
    const body = (reference: string) => ({
      required: true,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${reference}` } } },
    });
    const bodied = {
      paths: { "/things": { post: { operationId: "createThing", requestBody: body("Thing"), responses: {} } } },
      components: { schemas: { Thing: schema } },
    };
    const tree = gatewayDocument(bodied, { ...bindings, integrations: { createThing: "arn" } }) as unknown as Tree;

    expect(tree.paths?.["/things"]?.post?.requestBody).to.deep.equal(body("AnyObject"));
    expect(tree.components?.schemas).to.deep.equal({ Thing: schema, AnyObject: { type: "object" } });
    const { errors } = JSON.parse(gatewayResponses("*").BAD_REQUEST_BODY?.responseTemplates["application/json"] ?? "");
    expect(errors).to.deep.equal([{ pointer: "", detail: "must be a JSON object" }]);
  });

  it("declares the authorizer in place of the published bearer scheme", () => {
    expect(built().components?.securitySchemes).to.deep.equal({
      authorizer: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
          type: "token",
          authorizerUri: "arn:authorizer",
          authorizerResultTtlInSeconds: 300,
          identitySource: "method.request.header.Authorization",
          identityValidationExpression: bearerExpression,
        },
      },
    });
    // API Gateway applies requirements by operation; a general one could only reach the preflight answers.
    expect(built()).to.not.have.property("security");
  });

  it("lets through tokens and nothing else", () => {
    const scheme = built().components?.securitySchemes?.authorizer?.["x-amazon-apigateway-authorizer"];
    const expression = new RegExp(String(scheme?.identityValidationExpression));

    for (const good of ["Bearer eyJh.eyJz.c2ln", "BEARER eyJh.eyJz.c2ln", "bearer  eyJh.eyJz.c2ln"]) {
      expect(expression.test(good), good).to.equal(true);
    }
    for (const bad of ["", "Bearer", "Bearer abc", "Basic eyJh.eyJz.c2ln", "Bearer a.b.c d", "Bearer a.b."]) {
      expect(expression.test(bad), bad).to.equal(false);
    }
  });

  it("answers a browser's question for each path without a token", () => {
    expect(built().paths?.["/things/{id}"]?.options).to.deep.equal({
      summary: "What a browser may send",
      security: [],
      responses: {
        "204": {
          description: "The allowed methods and headers",
          headers: {
            "Access-Control-Allow-Origin": { schema: { type: "string" } },
            "Access-Control-Allow-Methods": { schema: { type: "string" } },
            "Access-Control-Allow-Headers": { schema: { type: "string" } },
            "Access-Control-Expose-Headers": { schema: { type: "string" } },
            "Access-Control-Max-Age": { schema: { type: "string" } },
          },
        },
      },
      "x-amazon-apigateway-integration": {
        type: "mock",
        passthroughBehavior: "never",
        requestTemplates: { "application/json": '{"statusCode": 204}' },
        responses: {
          default: {
            statusCode: "204",
            responseParameters: {
              "method.response.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
              "method.response.header.Access-Control-Allow-Methods": "'GET,DELETE,OPTIONS'",
              "method.response.header.Access-Control-Allow-Headers":
                "'Authorization,Content-Type,Idempotency-Key,If-Match,X-Correlation-Id'",
              "method.response.header.Access-Control-Expose-Headers": "'ETag,Location,Retry-After,X-Correlation-Id'",
              "method.response.header.Access-Control-Max-Age": "'7200'",
            },
          },
        },
      },
    });
  });

  it("leaves everything else as it was published, and the published one untouched", () => {
    const before = JSON.stringify(document);

    const result = built();

    expect(result.openapi).to.equal("3.0.1");
    expect(result.components?.schemas).to.deep.equal({ ...document.components.schemas, AnyObject: { type: "object" } });
    expect(result.paths?.["/things/{id}"]?.parameters).to.deep.equal([{ name: "id", in: "path" }]);
    expect(JSON.stringify(document)).to.equal(before);
  });

  it("refuses an operation without a function and a function without an operation", () => {
    const { getThing: _, ...fewer } = bindings.integrations;

    expect(() => gatewayDocument(document, { ...bindings, integrations: fewer })).to.throw(
      "no function answers the operation 'getThing'",
    );
    expect(() =>
      gatewayDocument(document, { ...bindings, integrations: { ...bindings.integrations, other: "arn" } }),
    ).to.throw("the document has no operation 'other'");
  });
});

describe("the gateway's own answers", () => {
  const responses = Object.entries(gatewayResponses("https://shop.example.com"));

  it("cover every kind that API Gateway has", () => {
    expect(responses.map(([type, { statusCode }]) => `${type} ${statusCode}`)).to.deep.equal([
      "BAD_REQUEST_BODY 400",
      "BAD_REQUEST_PARAMETERS 400",
      "UNAUTHORIZED 401",
      "EXPIRED_TOKEN 401",
      "INVALID_SIGNATURE 401",
      "ACCESS_DENIED 401",
      "INVALID_API_KEY 403",
      "WAF_FILTERED 403",
      "MISSING_AUTHENTICATION_TOKEN 404",
      "RESOURCE_NOT_FOUND 404",
      "REQUEST_TOO_LARGE 413",
      "UNSUPPORTED_MEDIA_TYPE 415",
      "THROTTLED 429",
      "QUOTA_EXCEEDED 429",
      "API_CONFIGURATION_ERROR 500",
      "AUTHORIZER_CONFIGURATION_ERROR 500",
      "AUTHORIZER_FAILURE 500",
      "INTEGRATION_FAILURE 503",
      "INTEGRATION_TIMEOUT 504",
      "DEFAULT_4XX 400",
      "DEFAULT_5XX 500",
    ]);
  });

  for (const [type, { statusCode, responseParameters, responseTemplates }] of responses) {
    it(`are, for ${type}, a problem document with CORS and correlation id`, () => {
      expect(responseParameters).to.include({
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://shop.example.com'",
        "gatewayresponse.header.Access-Control-Expose-Headers": "'ETag,Location,Retry-After,X-Correlation-Id'",
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.X-Correlation-Id": "context.requestId",
      });
      const problem = JSON.parse(responseTemplates["application/json"] ?? "");
      const fields = ["type", "title", "status", "detail", "instance", "correlationId"];
      expect(Object.keys(problem)).to.deep.equal(type === "BAD_REQUEST_BODY" ? [...fields, "errors"] : fields);
      expect(problem.status).to.equal(statusCode);
      expect(problem.type).to.match(/^urn:backoffice:problem:[a-z-]+$/);
      expect(problem.correlationId).to.equal("$context.requestId");
    });
  }

  it("say how to sign in and when to come back", () => {
    const all = Object.fromEntries(responses);

    expect(all.UNAUTHORIZED?.responseParameters["gatewayresponse.header.WWW-Authenticate"]).to.equal("'Bearer'");
    expect(all.ACCESS_DENIED?.responseParameters["gatewayresponse.header.WWW-Authenticate"]).to.equal(
      "'Bearer error=\"invalid_token\"'",
    );
    expect(all.THROTTLED?.responseParameters["gatewayresponse.header.Retry-After"]).to.equal("'2'");
    expect(all.INTEGRATION_FAILURE?.responseParameters["gatewayresponse.header.Retry-After"]).to.equal("'2'");
  });
});
