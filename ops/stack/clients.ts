import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Target } from "./target";

/** Clients of the services that commands use. */
export interface OpsClients {
  /** Numbers in items are decimal strings, exactly as stored. */
  readonly dynamo: DynamoDBDocumentClient;
  /** Items as DynamoDB writes them down. */
  readonly rawDynamo: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  /** Each call is made once: the SDK repeats nothing, for a repeated send would be a second message. */
  readonly sqsOnce: SQSClient;
  /** As `sqsOnce`: a repeated invocation would be a second one. */
  readonly lambdaOnce: LambdaClient;
  readonly lambda: LambdaClient;
  /** A repeated request for a deployment is refused while the first one runs. */
  readonly codeDeploy: CodeDeployClient;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  /** Closes their connections. */
  destroy(): void;
}

/** What a call may take: a function that is called and waited for runs for up to 30 s, the policy pack's most. */
const mostSeconds = 40;

/** Options of every client for a stack. */
export function clientOptions({ endpoint, region, credentials }: Pick<Target, "endpoint" | "region" | "credentials">) {
  return {
    region,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 5000, requestTimeout: mostSeconds * 1000, throwOnRequestTimeout: true },
    ...(endpoint !== undefined && { endpoint }),
    // A copy: the SDK writes into what it is given.
    ...(credentials !== undefined && { credentials: { ...credentials } }),
  };
}

/**
 * Makes the clients: with the emulator's administrator for the local run, with the SDK's own credentials (profile, environment, single
 * sign-on) for a deployed stack.
 */
export function createOpsClients({
  codeDeployEndpoint,
  ...target
}: Pick<Target, "endpoint" | "codeDeployEndpoint" | "region" | "credentials">): OpsClients {
  const options = clientOptions(target);
  const once = { ...options, maxAttempts: 1 };
  const dynamo = new DynamoDBClient(options);
  const streams = new DynamoDBStreamsClient(options);
  const sqs = new SQSClient(options);
  const sqsOnce = new SQSClient(once);
  const lambdaOnce = new LambdaClient(once);
  const lambda = new LambdaClient(options);
  const cloudWatch = new CloudWatchClient(options);
  const logs = new CloudWatchLogsClient(options);
  const codeDeploy = new CodeDeployClient({
    ...options,
    ...(codeDeployEndpoint !== undefined && { endpoint: codeDeployEndpoint }),
  });
  const sts = new STSClient(options);
  return {
    dynamo: DynamoDBDocumentClient.from(dynamo, { unmarshallOptions: { wrapNumbers: (text) => text } }),
    rawDynamo: dynamo,
    streams,
    sqs,
    sqsOnce,
    lambdaOnce,
    lambda,
    codeDeploy,
    cloudWatch,
    logs,
    sts,
    destroy() {
      for (const client of [dynamo, streams, sqs, sqsOnce, lambdaOnce, lambda, codeDeploy, cloudWatch, logs, sts])
        client.destroy();
    },
  };
}
