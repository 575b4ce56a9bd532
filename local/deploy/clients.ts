import { Agent } from "node:http";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { wellKnown } from "../../ops/stack/local-credentials";
import { tolerant } from "./foreign";

/** SDK clients of the services that adapters use, all towards one endpoint. */
export interface Clients {
  readonly apiGateway: APIGatewayClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDb: DynamoDBClient;
  readonly eventBridge: EventBridgeClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly ses: SESClient;
  readonly sesV2: SESv2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** Closes the connections. */
  destroy(): void;
}

/**
 * @param endpoint such as `http://127.0.0.1:41234`
 * @param region AWS region the clients sign for
 * @param credentials of the emulator's administrator, whose calls are not checked against policies
 * @param onUnknown for another emulator: called for each missing feature that the pipelines can do without. Default: an unknown operation
 * fails
 */
export function createClients(
  endpoint: string,
  region: string,
  credentials = wellKnown,
  onUnknown?: (text: string) => void,
): Clients {
  const httpAgent = new Agent({ keepAlive: true, maxSockets: 32 });
  const config = {
    endpoint,
    region,
    credentials: { ...credentials }, // the SDK modifies the object
    maxAttempts: 2,
    requestHandler: { httpAgent, requestTimeout: 30_000, socketAcquisitionWarningTimeout: 30_000 },
  };
  const own = <T extends object>(client: T): T => (onUnknown === undefined ? client : tolerant(client, onUnknown));
  return {
    apiGateway: own(new APIGatewayClient(config)),
    cloudWatch: own(new CloudWatchClient(config)),
    dynamoDb: own(new DynamoDBClient(config)),
    eventBridge: own(new EventBridgeClient(config)),
    iam: own(new IAMClient(config)),
    kms: own(new KMSClient(config)),
    lambda: own(new LambdaClient(config)),
    logs: own(new CloudWatchLogsClient(config)),
    ses: own(new SESClient(config)),
    sesV2: own(new SESv2Client(config)),
    sns: own(new SNSClient(config)),
    sqs: own(new SQSClient(config)),
    destroy: () => httpAgent.destroy(),
  };
}
