import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { cutToBytes } from "../../functions/shared/cut";
import type { GivenUp } from "./event";

/** A message for a queue. */
export interface DestinationMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
}

/**
 * The message for an on-failure destination: the event, and the outcome of its last call.
 *
 * Source: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations", "Example invocation record".
 */
export function invocationRecord({ event, condition, calls, response }: GivenUp, now: Date): DestinationMessage {
  const body = JSON.stringify({
    version: "1.0",
    timestamp: now.toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: event.functionArn,
      condition,
      approximateInvokeCount: calls,
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...(response !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: response.version,
        functionError: response.functionError,
      },
      responsePayload: response.payload,
    }),
  });
  return { body, attributes: {} };
}

/** Lambda cuts the error's message there. */
const longestErrorMessage = 1_024;

/**
 * The message for a function's own dead-letter queue: the event as it came, with the error in attributes.
 *
 * Source: Lambda Developer Guide, "Adding a dead-letter queue", "Dead-letter queue message attributes".
 */
export function deadLetter({ event, response }: GivenUp): DestinationMessage {
  const { payload } = response ?? {};
  const said: unknown =
    typeof payload === "object" && payload !== null ? Reflect.get(payload, "errorMessage") : payload;
  const text = typeof said === "string" && said !== "" ? said : "the event was not processed";
  return {
    body: event.payload,
    attributes: {
      RequestID: { DataType: "String", StringValue: event.requestId },
      // 200: the call itself came about, and the function failed. 429: it never ran.
      ErrorCode: { DataType: "Number", StringValue: response === undefined ? "429" : "200" },
      ErrorMessage: { DataType: "String", StringValue: cutToBytes(text, longestErrorMessage) },
    },
  };
}
