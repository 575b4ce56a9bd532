import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Credentials, wellKnown } from "../../ops/stack/local-credentials";

/** Clients of the local stack's AWS, with an administrator's rights. */
export interface Aws {
  readonly dynamo: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly sesv2: SESv2Client;
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly events: EventBridgeClient;
  readonly apiGateway: APIGatewayClient;
  /** Closes their connections. */
  destroy(): void;
}

/** Where the stack lives. */
export interface EmulatorTarget {
  readonly endpoint: string;
  readonly region: string;
  /** Default: the credentials that emulators accept by default for their administrator. */
  readonly credentials?: Credentials;
}

/**
 * Creates the clients.
 *
 * Numbers in DynamoDB items are returned as decimal strings, exactly as stored.
 */
export function connect({ endpoint, region, credentials = wellKnown }: EmulatorTarget): Aws {
  // A copy, because the SDK modifies the object.
  const options = { endpoint, region, credentials: { ...credentials }, maxAttempts: 3 };
  const dynamo = new DynamoDBClient(options);
  const clients = {
    sqs: new SQSClient(options),
    sns: new SNSClient(options),
    sesv2: new SESv2Client(options),
    logs: new CloudWatchLogsClient(options),
    cloudWatch: new CloudWatchClient(options),
    lambda: new LambdaClient(options),
    iam: new IAMClient(options),
    events: new EventBridgeClient(options),
    apiGateway: new APIGatewayClient(options),
  };
  return {
    ...clients,
    dynamo: DynamoDBDocumentClient.from(dynamo, { unmarshallOptions: { wrapNumbers: (text) => text } }),
    destroy() {
      dynamo.destroy();
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
