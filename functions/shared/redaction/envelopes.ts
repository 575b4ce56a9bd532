// The envelopes in which AWS's services pass messages to functions, and the fields of them that may be stored.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
import {
  arn,
  count,
  digits,
  epoch,
  fields,
  flag,
  headers,
  hidden,
  image,
  json,
  type Kept,
  list,
  mediaType,
  oneOf,
  route,
  service,
  time,
  token,
  traceHeader,
  uuid,
} from "./kept";

const methods = oneOf("GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "HEAD");

/** A message of a queue. @param body fields of its body that may be stored */
export function queueRecord(body: Kept): Kept {
  return fields({
    messageId: uuid,
    receiptHandle: hidden,
    body: json(body),
    attributes: fields({
      ApproximateReceiveCount: digits,
      SentTimestamp: digits,
      ApproximateFirstReceiveTimestamp: digits,
      SenderId: hidden,
      AWSTraceHeader: traceHeader,
    }),
    messageAttributes: fields({ correlationId: fields({ dataType: oneOf("String"), stringValue: token }) }),
    md5OfBody: hidden,
    eventSource: service,
    eventSourceARN: arn,
    awsRegion: service,
  });
}

/** A message of a topic, as a function gets it. */
export function topicRecord(message: Kept): Kept {
  return fields({
    EventSource: service,
    EventVersion: hidden,
    EventSubscriptionArn: arn,
    Sns: fields({
      Type: oneOf("Notification"),
      MessageId: uuid,
      TopicArn: arn,
      Subject: hidden,
      Message: json(message),
      Timestamp: time,
      MessageAttributes: fields({ correlationId: fields({ Type: oneOf("String"), Value: token }) }),
      Signature: hidden,
      SigningCertUrl: hidden,
      UnsubscribeUrl: hidden,
    }),
  });
}

/** A record of a table's stream. @param item fields of the item that may be stored */
export function streamRecord(item: Readonly<Record<string, Kept>>): Kept {
  return fields({
    eventID: token,
    eventName: oneOf("INSERT", "MODIFY", "REMOVE"),
    eventVersion: hidden,
    eventSource: service,
    awsRegion: service,
    eventSourceARN: arn,
    userIdentity: fields({ type: oneOf("Service"), principalId: oneOf("dynamodb.amazonaws.com") }),
    dynamodb: fields({
      ApproximateCreationDateTime: epoch,
      SequenceNumber: digits,
      SizeBytes: count,
      StreamViewType: oneOf("NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE", "KEYS_ONLY"),
      Keys: image(item),
      NewImage: image(item),
      OldImage: image(item),
    }),
  });
}

/** A batch of such records. */
export function batch(record: Kept): Kept {
  return fields({ Records: list(record) });
}

/** A request through API Gateway. @param body fields of its body that may be stored @param parameters of its path */
export function apiRequest(body: Kept, parameters: Readonly<Record<string, Kept>>): Kept {
  const known = headers({
    "content-type": mediaType,
    "content-length": digits,
    "x-correlation-id": token,
    "x-amzn-trace-id": traceHeader,
    authorization: hidden,
    "idempotency-key": hidden,
    "if-match": hidden,
  });
  return fields({
    resource: route,
    path: hidden,
    httpMethod: methods,
    headers: known,
    multiValueHeaders: hidden,
    queryStringParameters: hidden,
    multiValueQueryStringParameters: hidden,
    pathParameters: fields(parameters),
    stageVariables: hidden,
    requestContext: fields({
      requestId: uuid,
      extendedRequestId: hidden,
      stage: token,
      resourcePath: route,
      httpMethod: methods,
      requestTimeEpoch: epoch,
      authorizer: hidden,
      identity: hidden,
    }),
    body: json(body),
    isBase64Encoded: flag,
  });
}

/** The event of an authorizer. */
export const authorizerRequest = fields({
  type: oneOf("TOKEN", "REQUEST"),
  methodArn: arn,
  authorizationToken: hidden,
});
