// Point 13 of the acceptance list: account role, OpenAPI body, hashed triggers, throttles, CORS on errors.
import { createHash } from "node:crypto";
import { expect } from "chai";
import { buildOpenApiDocument } from "../../../functions/contracts/orders/openapi";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { ofType, text, the } from "../../support/pulumi-queries";

interface Body {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly components: { readonly schemas: unknown; readonly securitySchemes: Readonly<Record<string, unknown>> };
  readonly [extension: string]: unknown;
}

function bodyOf(resources: readonly Declared[]): Body {
  return JSON.parse(text(the(resources, "aws:apigateway/restApi:RestApi", "orders-api"), "body"));
}

function invokeArn(name: string, stack: StackName): string {
  const fn = `arn:aws:lambda:eu-south-2:111122223333:function:${name}-${stack}:live`;
  return `arn:aws:apigateway:eu-south-2:lambda:path/2015-03-31/functions/${fn}/invocations`;
}

/** Operation, then the function that answers it. */
const operations = [
  ["post", "/orders", "orders-create"],
  ["get", "/orders/{orderId}", "orders-get"],
  ["patch", "/orders/{orderId}/status", "orders-update-status"],
  ["get", "/customers/{customerId}/orders", "orders-list"],
] as const;

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`the API in ${stack}`, () => {
    it("is the published document plus AWS's extensions", async () => {
      const { resources } = await program(stack);

      const body = bodyOf(resources);
      const published = buildOpenApiDocument();
      expect(body.components.schemas).to.deep.equal({
        ...JSON.parse(JSON.stringify(published.components.schemas)),
        AnyObject: { type: "object" },
      });
      expect(Object.keys(body.paths)).to.deep.equal(Object.keys(published.paths));
      for (const [path, item] of Object.entries(published.paths)) {
        expect(Object.keys(body.paths[path] ?? {})).to.deep.equal([...Object.keys(item), "options"]);
      }
    });

    it("answers each operation by its function, validated, with a token only", async () => {
      const { resources } = await program(stack);

      const { paths } = bodyOf(resources);
      for (const [method, path, name] of operations) {
        const operation = paths[path]?.[method];
        expect(operation, path).to.deep.include({
          security: [{ authorizer: [] }],
          "x-amazon-apigateway-request-validator": "body-and-parameters",
        });
        expect(operation?.["x-amazon-apigateway-integration"], path).to.deep.include({
          type: "aws_proxy",
          httpMethod: "POST",
          uri: invokeArn(name, stack),
        });
      }
      const methods = Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => key !== "options"));
      expect(methods).to.have.length(operations.length);
    });

    it("checks tokens by the authorizer and remembers its answer", async () => {
      const { resources } = await program(stack);

      const { securitySchemes } = bodyOf(resources).components;
      expect(Object.keys(securitySchemes)).to.deep.equal(["authorizer"]);
      const scheme = securitySchemes.authorizer as Record<string, unknown>;
      expect(scheme["x-amazon-apigateway-authorizer"]).to.deep.include({
        authorizerUri: invokeArn("orders-authorizer", stack),
        authorizerResultTtlInSeconds: 300,
      });
    });

    it("has CORS headers on every answer of its own", async () => {
      const { resources } = await program(stack);

      const body = bodyOf(resources);
      const origin = stack === "prod" ? "'https://shop.example.com'" : "'*'";
      const responses = Object.entries(
        body["x-amazon-apigateway-gateway-responses"] as Record<string, { responseParameters: Record<string, string> }>,
      );
      expect(responses.map(([type]) => type)).to.include.members(["DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED"]);
      for (const [type, { responseParameters }] of responses) {
        expect(responseParameters["gatewayresponse.header.Access-Control-Allow-Origin"], type).to.equal(origin);
      }
      for (const [path, item] of Object.entries(body.paths)) {
        expect(item.options, path).to.deep.include({ security: [] });
        expect(JSON.stringify(item.options), path).to.include(`Allow-Origin":"${origin}"`);
      }
    });

    it("is deployed again when the body changes", async () => {
      const { resources } = await program(stack);

      const body = text(the(resources, "aws:apigateway/restApi:RestApi", "orders-api"), "body");
      const deployment = the(resources, "aws:apigateway/deployment:Deployment", "orders-api-deployment");
      expect(deployment.inputs).to.deep.equal({
        restApi: "orders-api-id",
        triggers: { redeploy: createHash("sha256").update(body).digest("hex") },
      });
    });

    it("lets 500 requests a second through and bursts of 1,000", async () => {
      const { resources } = await program(stack);

      expect(
        the(resources, "aws:apigateway/methodSettings:MethodSettings", "orders-api-settings").inputs,
      ).to.deep.equal({
        restApi: "orders-api-id",
        stageName: stack,
        methodPath: "*/*",
        settings: {
          throttlingRateLimit: 500,
          throttlingBurstLimit: 1000,
          metricsEnabled: true,
          loggingLevel: "ERROR",
          dataTraceEnabled: false,
        },
      });
    });

    it("may invoke each function for its own operation", async () => {
      const { resources } = await program(stack);

      const forApi = ofType(resources, "aws:lambda/permission:Permission").filter(
        ({ inputs }) => inputs.principal !== "sns.amazonaws.com",
      );
      const permissions = forApi.map(({ inputs }) => [inputs.function, inputs.sourceArn, inputs.principal]);
      const allowed = (name: string, source: string) => [
        `${name}-${stack}`,
        `arn:aws:execute-api:eu-south-2:111122223333:orders-api-id/${source}`,
        "apigateway.amazonaws.com",
      ];
      expect(permissions).to.have.deep.members([
        allowed("orders-authorizer", "authorizers/*"),
        ...operations.map(([method, path, name]) =>
          allowed(name, `${stack}/${method.toUpperCase()}${path.replace(/\{\w+\}/g, "*")}`),
        ),
      ]);
    });

    it("is traced, logs JSON, and has the account's log role set before", async () => {
      const { resources } = await program(stack);

      const stage = the(resources, "aws:apigateway/stage:Stage", "orders-api-stage");
      const account = the(resources, "aws:apigateway/account:Account", "orders-api-account");
      expect(stage.inputs.xrayTracingEnabled).to.equal(true);
      expect(() => JSON.parse((stage.inputs.accessLogSettings as { format: string }).format)).to.not.throw();
      expect(stage.dependencies).to.include(account.urn);
      expect(account.retainOnDelete).to.equal(true);
    });
  });
}
