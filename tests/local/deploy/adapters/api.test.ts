import { GetAccountCommand, GetRestApiCommand, GetStageCommand } from "@aws-sdk/client-api-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { emulated, policy } from "./emulated";

const authorizerCode = `exports.handler = async ({ authorizationToken }) => {
  console.log("asked");
  const Effect = authorizationToken === "Bearer good" ? "Allow" : "Deny";
  const Statement = [{ Effect, Action: "execute-api:Invoke", Resource: "*" }];
  return { principalId: "p", policyDocument: { Version: "2012-10-17", Statement }, context: { customer: "c-1" } };
};`;

const ordersCode = `exports.handler = async ({ body, pathParameters, requestContext, httpMethod }) => {
  console.log("called");
  const said = { httpMethod, pathParameters, customer: requestContext.authorizer.customer, body: JSON.parse(body ?? "null") };
  return { statusCode: 200, body: JSON.stringify(said) };
};`;

/** The document as the program hands it to API Gateway. */
function document(authorizerUri: string, uri: string): string {
  const integration = { type: "aws_proxy", httpMethod: "POST", uri, passthroughBehavior: "when_no_match" };
  const operation = {
    security: [{ jwt: [] }],
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-integration": integration,
  };
  return JSON.stringify({
    openapi: "3.0.3",
    info: { title: "Orders", version: "1" },
    paths: {
      "/orders": {
        post: {
          ...operation,
          operationId: "placeOrder",
          parameters: [{ name: "X-Shop", in: "header", required: true, schema: { type: "string" } }],
          requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } },
        },
        options: {
          security: [],
          "x-amazon-apigateway-integration": {
            type: "mock",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: {
              default: {
                statusCode: "204",
                responseParameters: { "method.response.header.Access-Control-Allow-Origin": "'*'" },
              },
            },
          },
        },
      },
      "/orders/{orderId}": { get: { ...operation, operationId: "getOrder" } },
    },
    components: {
      schemas: {
        Order: {
          type: "object",
          required: ["items"],
          additionalProperties: false,
          properties: { items: { type: "array", minItems: 1, items: { $ref: "#/components/schemas/Item" } } },
        },
        Item: { type: "object", required: ["sku"], properties: { sku: { type: "string", pattern: "^[a-z]+$" } } },
      },
      securitySchemes: {
        jwt: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "custom",
          "x-amazon-apigateway-authorizer": { type: "token", authorizerUri, authorizerResultTtlInSeconds: 0 },
        },
      },
    },
    "x-amazon-apigateway-request-validators": { all: { validateRequestBody: true, validateRequestParameters: true } },
    "x-amazon-apigateway-gateway-responses": {
      BAD_REQUEST_BODY: {
        statusCode: 422,
        responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" },
        responseTemplates: { "application/json": '{"title":"bad body"}' },
      },
    },
  });
}

describe("the adapter of REST APIs", () => {
  const world = emulated();
  let url = "";

  before(async () => {
    const { outputs } = await world.deploy(() => {
      const trust = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
      const role = new aws.iam.Role("role", { name: "role", assumeRolePolicy: trust });
      const live = (name: string, code: string) => {
        const archive = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) });
        const common = { runtime: "nodejs22.x", handler: "index.handler", role: role.arn, publish: true };
        const fn = new aws.lambda.Function(name, { ...common, name, code: archive });
        return new aws.lambda.Alias(`${name}-live`, {
          name: "live",
          functionName: fn.name,
          functionVersion: fn.version,
        });
      };
      const authorizer = live("authorizer", authorizerCode);
      const orders = live("orders", ordersCode);
      const body = pulumi.all([authorizer.invokeArn, orders.invokeArn]).apply((uris) => document(...uris));
      const api = new aws.apigateway.RestApi("api", {
        name: "orders-api",
        description: "Orders",
        body,
        endpointConfiguration: { types: "REGIONAL" },
        tags: { Application: "shop" },
      });
      const deployment = new aws.apigateway.Deployment("deployment", { restApi: api.id, triggers: { body } });
      const stage = new aws.apigateway.Stage("stage", {
        restApi: api.id,
        deployment: deployment.id,
        stageName: "test",
        xrayTracingEnabled: true,
      });
      new aws.apigateway.MethodSettings("settings", {
        restApi: api.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: { throttlingRateLimit: 500, throttlingBurstLimit: 1000, metricsEnabled: true, loggingLevel: "ERROR" },
      });
      new aws.apigateway.Account("account", { cloudwatchRoleArn: role.arn });
      return { url: stage.invokeUrl, id: api.id, executionArn: api.executionArn, stageArn: stage.arn, role: role.arn };
    });
    url = String(outputs.url);
  });

  async function call(method: string, path: string, options: { token?: string; body?: unknown; shop?: string } = {}) {
    const { token, body, shop } = options;
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: token }),
      ...(shop && { "x-shop": shop }),
    };
    const response = await fetch(`${url}${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
    const text = await response.text();
    return { status: response.status, headers: response.headers, said: text === "" ? undefined : JSON.parse(text) };
  }

  const order = { items: [{ sku: "tea" }] };

  it("sends what the gateway lets through to the function behind the alias", async () => {
    const placed = await call("POST", "/orders", { token: "Bearer good", body: order, shop: "1" });
    const read = await call("GET", "/orders/o-1", { token: "Bearer good" });

    expect(placed.said).to.deep.equal({ httpMethod: "POST", pathParameters: null, customer: "c-1", body: order });
    expect(read.said).to.include({ httpMethod: "GET" }).and.to.have.nested.property("pathParameters.orderId", "o-1");
  });

  it("asks the authorizer", async () => {
    expect((await call("GET", "/orders/o-1")).status).to.equal(401);
    expect((await call("GET", "/orders/o-1", { token: "Bearer bad" })).status).to.equal(403);
  });

  it("validates bodies by models that refer to one another, and answers as the document says", async () => {
    const badBodies = [{}, { items: [] }, { items: [{}] }, { items: [{ sku: "TEA" }] }, { ...order, more: 1 }];

    for (const body of badBodies) {
      const answer = await call("POST", "/orders", { token: "Bearer good", shop: "1", body });
      expect(answer.status, JSON.stringify(body)).to.equal(422);
      expect(answer.said).to.deep.equal({ title: "bad body" });
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    }
  });

  it("validates required parameters", async () => {
    expect((await call("POST", "/orders", { token: "Bearer good", body: order })).status).to.equal(400);
  });

  it("answers a browser's preflight by itself, without a token", async () => {
    const answer = await call("OPTIONS", "/orders");

    expect(answer.status).to.equal(204);
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
  });

  it("keeps settings, account role and an id that is the same in every run", async () => {
    const { apiGateway } = world.clients;
    const id = url.split("/").at(-2) ?? "";

    const api = await apiGateway.send(new GetRestApiCommand({ restApiId: id }));
    const stage = await apiGateway.send(new GetStageCommand({ restApiId: id, stageName: "test" }));
    const account = await apiGateway.send(new GetAccountCommand({}));

    expect(id).to.equal("hhm0bh8xx6");
    expect(api).to.include({ name: "orders-api", description: "Orders" });
    expect(api.tags).to.include({ Application: "shop" });
    expect(stage.tracingEnabled).to.equal(true);
    expect(stage.methodSettings?.["*/*"]).to.include({ throttlingRateLimit: 500, throttlingBurstLimit: 1000 });
    expect(account.cloudwatchRoleArn).to.contain(":role/role");
  });
});
