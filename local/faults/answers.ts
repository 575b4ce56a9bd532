import { randomUUID } from "node:crypto";
import type { Answer } from "../proxy/outcome";

/** A service's way to say that something went wrong. */
type Protocol = "json" | "rest-json" | "query";

const protocols: Readonly<Record<string, Protocol>> = {
  lambda: "rest-json",
  ses: "query",
  sns: "query",
  iam: "query",
  sts: "query",
};

/** By which services throttle. Sources: API references, "Common Errors" and the errors of each operation. */
const throttling: Readonly<
  Record<string, { readonly status: number; readonly code: string; readonly message: string }>
> = {
  dynamodb: {
    status: 400,
    code: "ProvisionedThroughputExceededException",
    message: "The level of configured provisioned throughput for the table was exceeded.",
  },
  sqs: { status: 400, code: "RequestThrottled", message: "The request was denied due to request throttling." },
  sns: { status: 429, code: "Throttled", message: "Rate exceeded" },
  lambda: { status: 429, code: "TooManyRequestsException", message: "Rate Exceeded." },
  // https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
  ses: { status: 400, code: "Throttling", message: "Maximum sending rate exceeded." },
};
const otherThrottling = { status: 400, code: "ThrottlingException", message: "Rate exceeded" };

/** The service's throttling error, as it writes it. */
export function throttlingAnswer(service: string): Answer {
  return errorAnswer(service, throttling[service] ?? otherThrottling);
}

/**
 * An error as the service writes it. Source: Smithy, "Operation error serialization" of AWS JSON 1.0, AWS restJson1 and AWS query.
 */
export function errorAnswer(
  service: string,
  { status = 500, code = "InternalServerError", message = "injected fault" }: Partial<typeof otherThrottling>,
): Answer {
  const requestId = randomUUID();
  if (protocols[service] === "query") {
    const fault = status < 500 ? "Sender" : "Receiver";
    const text =
      `<ErrorResponse><Error><Type>${fault}</Type><Code>${code}</Code><Message>${message}</Message></Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status, headers: ["content-type", "text/xml", "x-amzn-requestid", requestId], body: Buffer.from(text) };
  }
  const headers = [
    "content-type",
    "application/x-amz-json-1.0",
    "x-amzn-requestid",
    requestId,
    "x-amzn-errortype",
    code,
  ];
  const body = protocols[service] === "rest-json" ? { message } : { __type: `com.amazonaws#${code}`, message };
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

/**
 * The answer to PutEvents with its last entry as refused. The bus took that one all the same: consumers must bear it twice, and the
 * request is signed, so that no entry can be taken out of it.
 */
export function partialFailure({ status, headers, body }: Answer): Answer {
  const answer: { Entries?: unknown[] } = JSON.parse(body.toString("utf8"));
  const refused = { ErrorCode: "InternalFailure", ErrorMessage: "injected fault" };
  const Entries = [...(answer.Entries ?? []).slice(0, -1), refused];
  return { status, headers, body: Buffer.from(JSON.stringify({ FailedEntryCount: 1, Entries })) };
}
