// The controls on the emulator: bare handlers, deployed by plain SDK calls, with a role of their own.
import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from "@aws-sdk/client-api-gateway";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateEventSourceMappingCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { zip } from "../deploy/adapters/zip";
import type { Aws, EmulatorTarget } from "../run/aws";
import { bundleBare } from "./bare-bundle";

const tableName = "bench-bare";

/** The bare handlers' resources. */
export interface BareStack {
  /** With its stage. */
  readonly apiUrl: string;
  /** Makes a queue with a consumer that writes so many items for each message. */
  consumer(writesEach: number): Promise<{ readonly queueUrl: string; readonly functionName: string }>;
}

/** Deploys the bare API, and the table that every control writes to. */
export async function deployBare(aws: Aws, target: EmulatorTarget): Promise<BareStack> {
  await aws.dynamo.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "orderId", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "orderId", KeyType: "HASH" }],
    }),
  );
  const role = await createRole(aws);
  const createFunction = async (name: string, entry: string, variables: Readonly<Record<string, string>>) => {
    const made = await aws.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: role,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        MemorySize: 512,
        Timeout: 15,
        Code: { ZipFile: zip({ "index.js": Buffer.from(bundleBare(entry)) }) },
        Environment: { Variables: { ORDERS_TABLE_NAME: tableName, ...variables } },
      }),
    );
    return made.FunctionArn ?? "";
  };
  const functionArn = await createFunction("bench-bare-api", "local/bench/bare/create.ts", {});
  const apiId = await createApi(aws, target, functionArn);
  return {
    apiUrl: `${target.endpoint}/_aws/execute-api/${apiId}/v1`,
    async consumer(writesEach) {
      const functionName = `bench-bare-consumer-${writesEach}`;
      const { QueueUrl: queueUrl = "" } = await aws.sqs.send(
        new CreateQueueCommand({ QueueName: functionName, Attributes: { VisibilityTimeout: "90" } }),
      );
      const { Attributes } = await aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
      );
      await createFunction(functionName, "local/bench/bare/consumer.ts", { WRITES_EACH: String(writesEach) });
      await aws.lambda.send(
        new CreateEventSourceMappingCommand({
          EventSourceArn: Attributes?.QueueArn,
          FunctionName: functionName,
          BatchSize: 10,
          ScalingConfig: { MaximumConcurrency: 4 },
        }),
      );
      return { queueUrl, functionName };
    },
  };
}

async function createRole(aws: Aws): Promise<string> {
  const statement = (Action: readonly string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  const { Role } = await aws.iam.send(
    new CreateRoleCommand({
      RoleName: "bench-bare",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    }),
  );
  await aws.iam.send(
    new PutRolePolicyCommand({
      RoleName: "bench-bare",
      PolicyName: "bench-bare",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          statement(["dynamodb:PutItem"], `arn:aws:dynamodb:*:*:table/${tableName}`),
          statement(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], "arn:aws:sqs:*:*:bench-*"),
          statement(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
        ],
      }),
    }),
  );
  return Role?.Arn ?? "";
}

async function createApi(aws: Aws, target: EmulatorTarget, functionArn: string): Promise<string> {
  const api = await aws.apiGateway.send(new CreateRestApiCommand({ name: "bench-bare" }));
  const restApiId = api.id ?? "";
  const { id: resourceId } = await aws.apiGateway.send(
    new CreateResourceCommand({ restApiId, parentId: api.rootResourceId, pathPart: "orders" }),
  );
  const method = { restApiId, resourceId, httpMethod: "POST" };
  await aws.apiGateway.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
  await aws.apiGateway.send(
    new PutIntegrationCommand({
      ...method,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: `arn:aws:apigateway:${target.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
  );
  await aws.lambda.send(
    new AddPermissionCommand({
      FunctionName: functionArn,
      StatementId: "api",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    }),
  );
  await aws.apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName: "v1" }));
  return restApiId;
}
