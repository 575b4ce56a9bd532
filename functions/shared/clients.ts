import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readNumber } from "./decimal";

/**
 * How long a client waits and how often it tries: at most 24 s in all, below the 29 s that API Gateway waits, so that an outage is answered,
 * not timed out. Not shorter, because a process that starts among many others gets too little of a core to keep a deadline of a second.
 */
const limits = {
  maxAttempts: 3,
  requestHandler: {
    /** Milliseconds to open a connection. */
    connectionTimeout: 3000,
    /** Milliseconds for a whole answer. Without `throwOnRequestTimeout` the SDK only warns. */
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
 * A client for a call that is made for every event: it composes the SDK's middleware once for each kind of command and not for each call,
 * which saves a tenth of a call's CPU. Takes DynamoDB's own commands only: composed once, a document client's command would be sent again
 * instead of the next one.
 */
export function createTableClient(): DynamoDBClient {
  return new DynamoDBClient({ ...limits, cacheMiddleware: true });
}

/** How the document client translates; for a test that puts its own client underneath. */
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
 * Tries once only: SES has no idempotency key, so a second try after a lost answer would be a second email. Keeps no connection: one that
 * SES closed while the function was frozen fails with the request half-way, and then it is unknown whether the email was sent.
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
