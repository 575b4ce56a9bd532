import { createHash } from "node:crypto";
import { expect } from "chai";
import { RestApi } from "../../../components/blocks/rest-api";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, keyArn, tags } from "../../support/pulumi-fixtures";
import { countByType, ofType, the } from "../../support/pulumi-queries";

const document = {
  openapi: "3.0.1",
  paths: {
    "/things": { post: { operationId: "createThing", responses: {} } },
    "/things/{id}/parts/{part}": { get: { operationId: "getPart", responses: {} } },
  },
};

function recordApi(config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const base = functionSharedArgs(config);
    const fn = anyFunction(base);
    const operations = { createThing: fn, getPart: fn };
    const api = new RestApi("orders-api", { ...base, description: "Things", document, operations, authorizer: fn });
    return { id: api.id, name: api.name, stageName: api.stageName, url: api.url };
  });
}

const invokeArn =
  "arn:aws:apigateway:eu-south-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-2:111122223333:function:orders-create-test:live/invocations";

describe("a REST API", () => {
  it("is made from the document, with its functions in it", async () => {
    const { resources, result } = await recordApi();

    const { body, ...inputs } = the(resources, "aws:apigateway/restApi:RestApi", "orders-api").inputs;
    expect(inputs).to.deep.equal({
      name: "orders-api-test",
      description: "Things",
      endpointConfiguration: { types: "REGIONAL" },
      tags,
    });
    const parsed = JSON.parse(String(body));
    expect(parsed.paths["/things"].post["x-amazon-apigateway-integration"].uri).to.equal(invokeArn);
    expect(parsed.components.securitySchemes.authorizer["x-amazon-apigateway-authorizer"].authorizerUri).to.equal(
      invokeArn,
    );
    expect(result).to.deep.equal({
      id: "orders-api-id",
      name: "orders-api-test",
      stageName: "test",
      url: "https://orders-api-id.execute-api.eu-south-2.amazonaws.com/test",
    });
  });

  it("is deployed again whenever its body changes", async () => {
    const one = await recordApi();
    const other = await recordApi({ corsAllowedOrigins: '["https://shop.example.com"]' });

    const hash = ({ resources }: typeof one) =>
      the(resources, "aws:apigateway/deployment:Deployment", "orders-api-deployment").inputs.triggers;
    const body = String(the(one.resources, "aws:apigateway/restApi:RestApi", "orders-api").inputs.body);
    expect(hash(one)).to.deep.equal({ redeploy: createHash("sha256").update(body).digest("hex") });
    expect(hash(other)).to.not.deep.equal(hash(one));
  });

  it("is closed at its own address by setting, deployed again then, and asks what its domain asks of TLS", async () => {
    const apiDomain = JSON.stringify({ name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" });
    const before = await recordApi({ apiDomain });
    const closed = await recordApi({ apiDomain, apiDefaultEndpoint: "false" });

    const api = ({ resources }: typeof closed) => the(resources, "aws:apigateway/restApi:RestApi", "orders-api").inputs;
    const hash = ({ resources }: typeof closed) =>
      the(resources, "aws:apigateway/deployment:Deployment", "orders-api-deployment").inputs.triggers;
    const tls = { securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", endpointAccessMode: "BASIC" };
    expect(api(before)).to.deep.include(tls);
    expect(api(before)).to.not.have.property("disableExecuteApiEndpoint");
    expect(api(closed)).to.deep.include({ ...tls, disableExecuteApiEndpoint: true });
    expect(hash(closed)).to.not.deep.equal(hash(before));
  });

  it("has a traced stage with JSON access logs of one line and no personal data", async () => {
    const { resources } = await recordApi();

    const stage = the(resources, "aws:apigateway/stage:Stage", "orders-api-stage");
    const { accessLogSettings, ...inputs } = stage.inputs;
    expect(inputs).to.deep.equal({
      restApi: "orders-api-id",
      deployment: "orders-api-deployment-id",
      stageName: "test",
      description: "The test stage",
      xrayTracingEnabled: true,
      tags,
    });
    const { destinationArn, format } = accessLogSettings as Record<string, string>;
    expect(destinationArn).to.equal("arn:aws:logs:eu-south-2:111122223333:log-group:/aws/apigateway/orders-api-test");
    expect(format).to.not.include("\n");
    expect(JSON.parse(String(format))).to.include({ requestId: "$context.requestId", status: "$context.status" });
    expect(format).to.not.match(/requestOverride|authorizer\.claims|header/);
  });

  it("has encrypted log groups before its stage, also the one that API Gateway names itself", async () => {
    const { resources } = await recordApi();

    const logGroup = (name: string) => ({ name, kmsKeyId: keyArn, retentionInDays: 30, tags });
    const access = the(resources, "aws:cloudwatch/logGroup:LogGroup", "orders-api-access-logs");
    const execution = the(resources, "aws:cloudwatch/logGroup:LogGroup", "orders-api-execution-logs");
    expect(access.inputs).to.deep.equal(logGroup("/aws/apigateway/orders-api-test"));
    expect(execution.inputs).to.deep.equal(logGroup("API-Gateway-Execution-Logs_orders-api-id/test"));
    expect(the(resources, "aws:apigateway/stage:Stage", "orders-api-stage").dependencies).to.include.members([
      access.urn,
      execution.urn,
    ]);
  });

  it("throttles, measures, and never logs bodies", async () => {
    const { resources } = await recordApi({ apiRateLimit: "7", apiBurstLimit: "9" });

    expect(the(resources, "aws:apigateway/methodSettings:MethodSettings", "orders-api-settings").inputs).to.deep.equal({
      restApi: "orders-api-id",
      stageName: "test",
      methodPath: "*/*",
      settings: {
        throttlingRateLimit: 7,
        throttlingBurstLimit: 9,
        metricsEnabled: true,
        loggingLevel: "ERROR",
        dataTraceEnabled: false,
      },
    });
  });

  it("may call each function for its own operation only, through the alias", async () => {
    const { resources } = await recordApi();

    const permissions = ofType(resources, "aws:lambda/permission:Permission");
    expect(permissions.map(({ name }) => name)).to.deep.equal([
      "orders-api-authorizer-permission",
      "orders-api-createThing-permission",
      "orders-api-getPart-permission",
    ]);
    const common = {
      action: "lambda:InvokeFunction",
      function: "orders-create-test",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
    };
    const api = "arn:aws:execute-api:eu-south-2:111122223333:orders-api-id";
    expect(permissions.map(({ inputs }) => inputs)).to.deep.equal([
      { ...common, statementId: "orders-api-authorizer", sourceArn: `${api}/authorizers/*` },
      { ...common, statementId: "orders-api-createThing", sourceArn: `${api}/test/POST/things` },
      { ...common, statementId: "orders-api-getPart", sourceArn: `${api}/test/GET/things/*/parts/*` },
    ]);
  });

  it("sets the account's log role, which stays when the stack goes, before its stage", async () => {
    const { resources } = await recordApi();

    const account = the(resources, "aws:apigateway/account:Account", "orders-api-account");
    const role = the(resources, "aws:iam/role:Role", "orders-api-account-role");
    const policy = the(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "orders-api-account-policy");
    expect([account, role, policy].every(({ retainOnDelete }) => retainOnDelete)).to.equal(true);
    expect(account.inputs).to.deep.equal({
      cloudwatchRoleArn: "arn:aws:iam::111122223333:role/orders-api-account-role-test",
    });
    expect(account.dependencies).to.include(policy.urn);
    expect(policy.inputs).to.deep.equal({
      role: "orders-api-account-role-test",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    expect(the(resources, "aws:apigateway/stage:Stage", "orders-api-stage").dependencies).to.include(account.urn);
  });

  it("leaves the account's log role alone where another stack sets it", async () => {
    const { resources } = await recordApi({ apiAccountRole: "false" });

    expect(countByType(resources)).to.not.have.any.keys(
      "aws:apigateway/account:Account",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    );
  });

  it("is the parent of all it is made of", async () => {
    const { resources } = await recordApi();

    const own = resources.filter(({ name, type }) => name.startsWith("orders-api") && type.startsWith("aws:"));
    expect(countByType(own)).to.deep.equal({
      "aws:apigateway/restApi:RestApi": 1,
      "aws:apigateway/deployment:Deployment": 1,
      "aws:apigateway/stage:Stage": 1,
      "aws:apigateway/methodSettings:MethodSettings": 1,
      "aws:apigateway/account:Account": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 3,
      "aws:lambda/permission:Permission": 3,
    });
    const block = the(resources, "backoffice:blocks:RestApi", "orders-api");
    expect(own.every(({ parent }) => parent === block.urn)).to.equal(true);
  });
});
