import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import {
  GetAliasCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { emulated, policy } from "./emulated";

const trust = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

function archive(code: string): pulumi.asset.Archive {
  const library = new pulumi.asset.AssetArchive({ "text.js": new pulumi.asset.StringAsset("exports.word = 'moin';") });
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code), library });
}

describe("adapters of functions and roles", () => {
  const world = emulated();

  it("create functions that run, on Node 22, with their log group, alias, permission and mapping", async () => {
    const { outputs } = await world.deploy(() => {
      const role = new aws.iam.Role("role", { name: "role", assumeRolePolicy: trust, tags: { a: "b" } });
      const queue = new aws.sqs.Queue("queue", { name: "work" });
      const logs = new aws.cloudwatch.LogGroup("logs", { name: "/aws/lambda/greet", retentionInDays: 7 });
      const fn = new aws.lambda.Function("greet", {
        name: "greet",
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        role: role.arn,
        code: archive(
          "exports.handler = async (event) => { console.log('said'); " +
            "return { word: require('./library/text').word, who: process.env.WHO, node: process.version, event }; };",
        ),
        memorySize: 256,
        timeout: 7,
        reservedConcurrentExecutions: 3,
        environment: { variables: { WHO: "world" } },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name, applicationLogLevel: "INFO", systemLogLevel: "WARN" },
        publish: true,
        tags: { Application: "shop" },
      });
      const alias = new aws.lambda.Alias("live", { name: "live", functionName: fn.name, functionVersion: fn.version });
      const permission = new aws.lambda.Permission("permission", {
        action: "lambda:InvokeFunction",
        function: fn.name,
        qualifier: alias.name,
        principal: "apigateway.amazonaws.com",
        sourceAccount: "000000000000",
      });
      new aws.lambda.FunctionEventInvokeConfig("async", {
        functionName: fn.name,
        qualifier: alias.name,
        maximumRetryAttempts: 1,
        destinationConfig: { onFailure: { destination: queue.arn } },
      });
      const mapping = new aws.lambda.EventSourceMapping("mapping", {
        eventSourceArn: queue.arn,
        functionName: alias.arn,
        enabled: false,
        batchSize: 7,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: 2 },
        filterCriteria: { filters: [{ pattern: '{"body":{"a":[1]}}' }] },
      });
      return {
        arn: fn.arn,
        version: fn.version,
        alias: alias.arn,
        invokeArn: alias.invokeArn,
        statement: permission.statementId,
        mapping: mapping.uuid,
      };
    });

    const { lambda, logs } = world.clients;
    const answer = await lambda.send(new InvokeCommand({ FunctionName: String(outputs.alias), Payload: '{"x":1}' }));
    const { Configuration, Concurrency, Tags } = await lambda.send(new GetFunctionCommand({ FunctionName: "greet" }));
    const alias = await lambda.send(new GetAliasCommand({ FunctionName: "greet", Name: "live" }));
    const { Policy = "" } = await lambda.send(new GetPolicyCommand({ FunctionName: "greet", Qualifier: "live" }));
    const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID: String(outputs.mapping) }));
    const invokeConfig = await lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: "greet", Qualifier: "live" }),
    );
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/greet" }));
    const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
    expect(said).to.include({ word: "moin", who: "world", node: process.version });
    expect(said.event).to.deep.equal({ x: 1 });
    expect(Configuration).to.include({ MemorySize: 256, Timeout: 7, FunctionArn: outputs.arn });
    expect(Configuration?.LoggingConfig).to.include({ LogFormat: "JSON", SystemLogLevel: "WARN" });
    expect(Configuration?.TracingConfig?.Mode).to.equal("Active");
    expect(Concurrency?.ReservedConcurrentExecutions).to.equal(3);
    expect(Tags).to.deep.equal({ Application: "shop" });
    expect(outputs.version).to.equal("1");
    expect(alias.FunctionVersion).to.equal("1");
    expect(outputs.invokeArn).to.contain(`:lambda:path/2015-03-31/functions/${outputs.alias}/invocations`);
    expect(JSON.parse(Policy).Statement[0].Sid).to.equal(outputs.statement);
    expect(mapping).to.include({ BatchSize: 7, State: "Disabled" });
    expect(mapping.ScalingConfig?.MaximumConcurrency).to.equal(2);
    expect(mapping.FilterCriteria?.Filters).to.have.length(1);
    expect(invokeConfig.DestinationConfig?.OnFailure?.Destination).to.contain(":work");
    expect(events.some((event) => event.message?.includes("said"))).to.equal(true);
  });

  it("create roles whose policies are enforced as declared, and nothing more", async () => {
    const { outputs } = await world.deploy(() => {
      const mine = new aws.sqs.Queue("mine", { name: "mine" });
      const other = new aws.sqs.Queue("other", { name: "other" });
      const role = new aws.iam.Role("sender", { name: "sender", assumeRolePolicy: trust });
      const send = pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: mine.arn }],
      });
      const allowed = new aws.iam.RolePolicy("send", { name: "send", role: role.name, policy: send });
      const code =
        "const { SQSClient, SendMessageCommand } = require(process.env.SDK); exports.handler = async (QueueUrl) => { " +
        "console.log('sending'); try { await new SQSClient({}).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })); " +
        "return 'sent'; } catch (error) { return error.message; } };";
      new aws.lambda.Function(
        "sender",
        {
          name: "sender",
          runtime: "nodejs22.x",
          handler: "index.handler",
          role: role.arn,
          code: archive(code),
          environment: { variables: { SDK: require.resolve("@aws-sdk/client-sqs") } },
        },
        { dependsOn: allowed },
      );
      return { mine: mine.url, other: other.url };
    });

    const say = async (url: unknown) => {
      const command = new InvokeCommand({ FunctionName: "sender", Payload: JSON.stringify(url) });
      const { Payload = [] } = await world.clients.lambda.send(command);
      return JSON.parse(Buffer.from(Payload).toString());
    };
    expect(await say(outputs.mine)).to.equal("sent");
    expect(await say(outputs.other)).to.match(/assumed-role\/sender\/.* is not authorized to perform: sqs:SendMessage/);
  });

  it("widen only what the emulator denies wrongly, and report it", async () => {
    const identity = "arn:aws:ses:us-east-1:000000000000:identity/shop.example.com";
    const { widenedGrants } = await world.deploy(() => {
      const role = new aws.iam.Role("mailer", { name: "mailer", assumeRolePolicy: trust });
      new aws.iam.RolePolicyAttachment("managed", {
        role: role.name,
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
      });
      const statements = [
        {
          Effect: "Allow",
          Action: "ses:SendEmail",
          Resource: identity,
          Condition: { StringEquals: { "ses:FromAddress": "a@shop.example.com", "aws:RequestedRegion": "us-east-1" } },
        },
        { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:000000000000:mine" },
      ];
      const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      new aws.iam.RolePolicy("mail", { name: "mail", role: role.name, policy: document });
    });

    const stored = await world.clients.iam.send(new GetRolePolicyCommand({ RoleName: "mailer", PolicyName: "mail" }));
    const attached = await world.clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "mailer" }));
    const [email, queue] = JSON.parse(decodeURIComponent(stored.PolicyDocument ?? "")).Statement;
    expect(email.Resource).to.equal("*");
    expect(email.Condition).to.deep.equal({ StringEquals: { "aws:RequestedRegion": "us-east-1" } });
    expect(queue.Resource).to.equal("arn:aws:sqs:us-east-1:000000000000:mine");
    expect(attached.AttachedPolicies?.[0]?.PolicyName).to.equal("AmazonAPIGatewayPushToCloudWatchLogs");
    expect(widenedGrants.map(({ role, dropped }) => `${role}: ${dropped}`)).to.deep.equal([
      "mailer: condition ses:FromAddress",
      `mailer: resources ${identity}`,
    ]);
  });
});
