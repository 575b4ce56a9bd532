// Decides from the answer to SendEmail whether the email may be sent again. Pure: the SDK's error is first reduced to four facts.

/** Outcome of one call to SES. */
export type SendOutcome =
  /** SES has the email and will send it. */
  | { readonly kind: "accepted"; readonly messageId: string }
  /** SES does not have the email. `transient`: the same call may succeed later. */
  | { readonly kind: "refused"; readonly transient: boolean; readonly reason: string; readonly detail: string }
  /** Unknown: only SES's events can decide. */
  | { readonly kind: "unknown"; readonly reason: string; readonly detail: string };

/** The facts of a failed call. */
export interface CallFailure {
  /**
   * Error code in SES's response, with or without the ending `Exception`, or the client's or the system's own (`TimeoutError`,
   * `ECONNREFUSED`); `NotConnected` when the wait for a connection ended without one.
   */
  readonly code: string;
  readonly message: string;
  /** HTTP status of the response; absent when there was none. */
  readonly status?: number | undefined;
  /** True when the response was an error document of the SES API, with a code, and not a page of a proxy. */
  readonly fromSes: boolean;
}

/**
 * Codes that require a change first, each with its reason. "If the call fails, Amazon SES returns an error message and does not send the
 * email" (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html), so the email was certainly not sent.
 */
const permanentCodes: Readonly<Record<string, string>> = {
  // The content, or an unverified address: the same email would be refused again.
  MessageRejected: "MESSAGE_REJECTED",
  // The MX record of the custom MAIL FROM domain is missing: DNS must change.
  MailFromDomainNotVerified: "MAIL_FROM_DOMAIN_NOT_VERIFIED",
  // A roll-out went wrong: without the set there are no events, so no sending without it.
  ConfigurationSetDoesNotExist: "CONFIGURATION_SET_DOES_NOT_EXIST",
  // AWS or an operator has switched sending off for reputation. It stays off until an operator acts, longer than any backoff, so the
  // messages become dead letters, and their alarm is raised.
  AccountSendingPaused: "ACCOUNT_SENDING_PAUSED",
  ConfigurationSetSendingPaused: "CONFIGURATION_SET_SENDING_PAUSED",
  // A malformed address, tag or header: a fault of the input or of this code.
  InvalidParameterValue: "INVALID_PARAMETER_VALUE",
  InvalidParameterCombination: "INVALID_PARAMETER_VALUE",
  MissingParameter: "INVALID_PARAMETER_VALUE",
  MalformedQueryString: "INVALID_PARAMETER_VALUE",
  ValidationError: "INVALID_PARAMETER_VALUE",
};

/** Codes for a refusal that is expected to pass: rates, capacity, and permissions, which take a while to spread after a rollout. */
const transientCodes: Readonly<Record<string, string>> = {
  Throttling: "THROTTLED",
  TooManyRequests: "THROTTLED",
  RequestThrottled: "THROTTLED",
  LimitExceeded: "THROTTLED",
  ServiceUnavailable: "SERVICE_UNAVAILABLE",
  AccessDenied: "ACCESS_DENIED",
  NotAuthorized: "ACCESS_DENIED",
  OptInRequired: "ACCESS_DENIED",
  InvalidClientTokenId: "CREDENTIALS_REFUSED",
  UnrecognizedClient: "CREDENTIALS_REFUSED",
  MissingAuthenticationToken: "CREDENTIALS_REFUSED",
  IncompleteSignature: "CREDENTIALS_REFUSED",
  SignatureDoesNotMatch: "CREDENTIALS_REFUSED",
  ExpiredToken: "CREDENTIALS_REFUSED",
  RequestExpired: "CREDENTIALS_REFUSED",
};

/** System errors of a connection that was never established: no byte of the request was sent. */
const neverConnected: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "NotConnected",
];

/** Errors of the client before it opens a connection: there were no credentials to sign with. */
const neverSigned: readonly string[] = ["CredentialsProviderError"];

/**
 * Codes in SES's own responses after which the email may still have been sent: AWS documents them as "failed because of an unknown error".
 * An SDK would retry them, but a second email is worse than waiting for SES's events.
 */
const unknownCodes: readonly string[] = [
  "InternalFailure",
  "InternalError",
  "InternalServerError",
  "InternalServiceError",
];

/** Classifies a failed call. Anything that is not certainly a refusal is unknown. */
export function classifyFailure(failure: CallFailure): SendOutcome {
  const detail = failure.message;
  if (failure.fromSes) {
    // SES uses two spellings of some codes: `AccountSendingPausedException` in its reference, `AccountSendingPaused` in responses.
    const code = failure.code.replace(/Exception$/, "");
    const permanent = lookUp(permanentCodes, code);
    if (permanent !== undefined) return { kind: "refused", transient: false, reason: permanent, detail };
    const transient = lookUp(transientCodes, code);
    if (transient !== undefined) return { kind: "refused", transient: true, reason: transient, detail };
    if (unknownCodes.includes(code)) return { kind: "unknown", reason: "SES_INTERNAL_FAILURE", detail };
    const status = failure.status ?? 0;
    // A code that is not listed: refused for good with a status 4xx, refused for now with 5xx.
    if (status >= 400 && status < 500) return { kind: "refused", transient: false, reason: "SES_REFUSED", detail };
    if (status >= 500) return { kind: "refused", transient: true, reason: "SES_ERROR", detail };
  }
  if (failure.status === undefined && neverConnected.includes(failure.code)) {
    return { kind: "refused", transient: true, reason: "SES_UNREACHABLE", detail };
  }
  if (failure.status === undefined && neverSigned.includes(failure.code)) {
    return { kind: "refused", transient: true, reason: "NO_CREDENTIALS", detail };
  }
  return { kind: "unknown", reason: "NO_ANSWER", detail };
}

function lookUp(table: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/**
 * The facts in the SDK's error that decide the classification. A response is SES's own when the SDK found an error code in its body, which
 * it keeps as `Code`. Pages of a proxy (such as a 502) have none.
 */
export function failureOf(error: unknown): CallFailure {
  if (!(error instanceof Error)) return { code: "Unknown", message: String(error), fromSes: false };
  const { message } = error;
  const status = statusOf(error);
  const sesCode = textOf(error, "Code");
  if (status !== undefined) return { code: sesCode ?? error.name, message, status, fromSes: sesCode !== undefined };
  return {
    code: gaveUpConnecting(error) ? "NotConnected" : (textOf(error, "code") ?? error.name),
    message,
    fromSes: false,
  };
}

/**
 * Whether the timeout came before there was a connection. The SDK's timeouts have one name, and only the message distinguishes this one
 * from a timeout of the response. If the message changes, the outcome is classified as unknown, which is safe.
 */
function gaveUpConnecting(error: Error): boolean {
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every((one) => one instanceof Error && gaveUpConnecting(one));
  }
  if (error.name === "TimeoutError" && error.message.includes("did not establish a connection")) return true;
  return textOf(error, "code") === "ETIMEDOUT" && textOf(error, "syscall") === "connect";
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function textOf(error: Error, field: "code" | "Code" | "syscall"): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, field)?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}
