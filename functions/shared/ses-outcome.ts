// What the answer to SendEmail means for "may it be sent again". Pure: the SDK's error is first reduced to four facts.

/** What came of one call to SES. */
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
   * Error code in SES's answer, with or without the ending `Exception`, or the client's or the system's own (`TimeoutError`, `ECONNREFUSED`);
   * `NotConnected` when the wait for a connection ended without one.
   */
  readonly code: string;
  readonly message: string;
  /** HTTP status of the answer; absent when there was none. */
  readonly status?: number | undefined;
  /** True when the answer was an error document of the SES API, with a code, and not a page of something in between. */
  readonly fromSes: boolean;
}

/**
 * Codes for which SES says what a person must change first. "If the call fails, Amazon SES returns an error message and does not send the
 * email" (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html), so none of them leaves a doubt.
 */
const permanentCodes: Readonly<Record<string, string>> = {
  // The content, or an unverified address: the same email is refused again.
  MessageRejected: "MESSAGE_REJECTED",
  // The MX record of the custom MAIL FROM domain is missing: DNS must change.
  MailFromDomainNotVerified: "MAIL_FROM_DOMAIN_NOT_VERIFIED",
  // A roll-out went wrong: without the set there are no events, so no sending without it.
  ConfigurationSetDoesNotExist: "CONFIGURATION_SET_DOES_NOT_EXIST",
  // Sending was switched off for reputation, by AWS or by us, and stays off until a person acts: longer than any backoff lasts.
  // The messages become dead letters, and their alarm is raised.
  AccountSendingPaused: "ACCOUNT_SENDING_PAUSED",
  ConfigurationSetSendingPaused: "CONFIGURATION_SET_SENDING_PAUSED",
  // A malformed address, tag or header: a fault of the input or of this code.
  InvalidParameterValue: "INVALID_PARAMETER_VALUE",
  InvalidParameterCombination: "INVALID_PARAMETER_VALUE",
  MissingParameter: "INVALID_PARAMETER_VALUE",
  MalformedQueryString: "INVALID_PARAMETER_VALUE",
  ValidationError: "INVALID_PARAMETER_VALUE",
};

/** Refused before SES looked at the email, and expected to pass: rates, capacity, and rights, which take a while to spread after a roll-out. */
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

/** System errors of a connection that never came about: not a byte of the request was written. */
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
 * Codes of SES's own answers that do not exclude that the email was taken: AWS documents them as "failed because of an unknown error". An SDK
 * would retry them; a second email is worse than a look at the events.
 */
const unknownCodes: readonly string[] = [
  "InternalFailure",
  "InternalError",
  "InternalServerError",
  "InternalServiceError",
];

/** Classifies a failed call. Whatever is not surely refused is unknown. */
export function classifyFailure(failure: CallFailure): SendOutcome {
  const detail = failure.message;
  if (failure.fromSes) {
    // SES spells some codes both ways: `AccountSendingPausedException` in its reference, `AccountSendingPaused` on the wire.
    const code = failure.code.replace(/Exception$/, "");
    const permanent = lookUp(permanentCodes, code);
    if (permanent !== undefined) return { kind: "refused", transient: false, reason: permanent, detail };
    const transient = lookUp(transientCodes, code);
    if (transient !== undefined) return { kind: "refused", transient: true, reason: transient, detail };
    if (unknownCodes.includes(code)) return { kind: "unknown", reason: "SES_INTERNAL_FAILURE", detail };
    const status = failure.status ?? 0;
    // A code that is not listed: refused for good if SES blames the request, refused for now if it blames itself.
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
 * The SDK's error, reduced to what the classification rests on. An answer is SES's own when the SDK found an error code in its body: it
 * keeps that as `Code`. Pages of something in between (a proxy's 502) have none.
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
 * Whether time ran out before there was a connection. The SDK's time-outs have one name, and only their text distinguishes this one from that for an
 * answer: a text that changes makes the outcome unknown again, which is the safe side.
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
