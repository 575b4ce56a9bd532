import type { Outcome } from "../../ops/calls/counts";

/** An answer, as far as its outcome needs it. */
export interface Answer {
  readonly status: number;
  /** Names and values in turn, as `rawHeaders` has them. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Codes by which services deny. Sources: API references, "Common Errors"; KMS, "Key states of AWS KMS keys". */
const denials =
  /^(AccessDenied(Exception)?|AuthorizationError(Exception)?|UnauthorizedOperation|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|KMSDisabledException|DisabledException|KMSAccessDeniedException)$/;
/** Codes by which they throttle. Source: AWS SDKs and Tools Reference Guide, "Retry behavior", throttling error codes. */
const throttles =
  /^(Throttl(ing|ed)(Exception)?|ThrottlingException|ThrottledException|RequestThrottled(Exception)?|ProvisionedThroughputExceededException|RequestLimitExceeded|TooManyRequestsException|SlowDown)$/;

/** How a call ended. */
export function outcomeOf({ status, headers, body }: Answer): Outcome {
  if (status < 400) return "ok";
  const code = errorCodeOf(headers, body);
  if (code === "ConditionalCheckFailedException") return "condition";
  if (throttles.test(code) || status === 429) return "throttled";
  if (denials.test(code) || status === 403) return "denied";
  return status >= 500 ? "failed" : "refused";
}

/** The service's own code, empty when there is none: from the header, JSON's `__type` or `code`, or XML's `Code`. Source: Smithy, "Operation error serialization" of each protocol. */
function errorCodeOf(headers: readonly string[], body: Buffer): string {
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "x-amzn-errortype");
  const text = body.subarray(0, 4_096).toString("utf8");
  const code =
    (at < 0 ? undefined : headers[at + 1]) ??
    /"__type"\s*:\s*"([^"]+)"/.exec(text)?.[1] ??
    /<Code>([^<]+)/.exec(text)?.[1];
  return code?.replace(/^.*#/, "").split(":")[0] ?? "";
}
