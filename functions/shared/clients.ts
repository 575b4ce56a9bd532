import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readNumber } from "./decimal";

/**
 * Timeouts and attempts of a client: at most 24 s in all, below the 29 s that API Gateway waits, so that an outage gives a response
 * instead of a timeout. Not shorter, because a process that starts beside many others gets too little CPU to meet a deadline of a second.
 */
const limits = {
  maxAttempts: 3,
  requestHandler: {
    /** Milliseconds to open a connection. */
    connectionTimeout: 3000,
    /** Milliseconds for a whole response. Without `throwOnRequestTimeout` the SDK only warns. */
    requestTimeout: 5000,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: true, maxSockets: 50 },
    httpAgent: { keepAlive: true, maxSockets: 50 },
  },
};

/**
 * A document client that keeps decimals exact.
 *
 * Written: a `decimal("12.50")` goes out as a DynamoDB number digit for digit; undefined fields are left out.
 * Read: safe integers arrive as numbers, which hold them exactly; every other number arrives as a `NumberValue` with its digits.
 */
export function createDocumentClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(limits), documentTranslation);
}

/**
 * A client for calls that are made for every event: it composes the SDK's middleware once per kind of command instead of once per call,
 * which saves a tenth of a call's CPU. It accepts DynamoDB's low-level commands only: with a composed middleware, a document client's
 * command would be sent again instead of the next one.
 */
export function createTableClient(): DynamoDBClient {
  return new DynamoDBClient({ ...limits, cacheMiddleware: true });
}

/** Options of the document client, for a test that wraps its own client. */
export const documentTranslation = {
  marshallOptions: { removeUndefinedValues: true },
  unmarshallOptions: { wrapNumbers: readNumber },
};

export function createSnsClient(): SNSClient {
  return new SNSClient(limits);
}

export function createEventBridgeClient(): EventBridgeClient {
  return new EventBridgeClient(limits);
}

export function createKmsClient(): KMSClient {
  return new KMSClient(limits);
}

export function createSqsClient(): SQSClient {
  return new SQSClient(limits);
}

/**
 * One attempt only: SES has no idempotency key, so a retry after a lost answer would send a second email. Connections are not reused: if
 * SES closed one while the function was frozen, a request on it fails half-way, and it is unknown whether the email was sent.
 */
export function createSesClient(): SESClient {
  return new SESClient({
    ...limits,
    maxAttempts: 1,
    requestHandler: {
      ...limits.requestHandler,
      requestTimeout: 10_000,
      httpsAgent: { keepAlive: false, maxSockets: 50 },
      httpAgent: { keepAlive: false, maxSockets: 50 },
    },
  });
}
