// Errors that code throws on purpose. Any other error is a defect or an outage.

import type { InputIssue } from "../contracts/orders/problems";

/** How long to wait before trying again, and why the error happened. */
export interface RetryOptions extends ErrorOptions {
  /** Seconds to wait; the consumer's own backoff when absent. */
  readonly delaySeconds?: number;
  /** Code for the dead letters when the tries are used up; `RETRIES_EXHAUSTED` when absent. */
  readonly code?: string;
}

/** A retry cannot help: the message goes to the dead letters at once, with the reason. */
export class PermanentError extends Error {
  override readonly name: string = "PermanentError";

  /** @param reason a code in capitals, such as `INVALID_MESSAGE`; it becomes a message attribute of the dead letter */
  constructor(
    readonly reason: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Trying again later may help. */
export class RetryableError extends Error {
  override readonly name: string = "RetryableError";
  readonly delaySeconds: number | undefined;
  readonly code: string | undefined;

  constructor(message: string, options?: RetryOptions) {
    super(message, options);
    this.delaySeconds = options?.delaySeconds;
    this.code = options?.code;
  }
}

/** The input is invalid; names where. In an API a 400. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";

  constructor(
    readonly issues: readonly InputIssue[],
    message = "The request is not valid.",
  ) {
    super(message);
  }
}

/** The body has a media type that is not supported. In an API a 415. */
export class MediaTypeError extends Error {
  override readonly name = "MediaTypeError";
}

/** The body is larger than allowed. In an API a 413. */
export class ContentTooLargeError extends Error {
  override readonly name = "ContentTooLargeError";
}

/** The caller is not authenticated. In an API a 401. */
export class UnauthenticatedError extends Error {
  override readonly name = "UnauthenticatedError";
}

/** The caller is known and may not do this. In an API a 403. */
export class ForbiddenError extends Error {
  override readonly name = "ForbiddenError";

  /** @param issues which parts of the input, if it is for these */
  constructor(
    message: string,
    readonly issues?: readonly InputIssue[],
  ) {
    super(message);
  }
}

/** Not found, or the caller may not know that there is. In an API a 404. */
export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
}

/** The present state does not allow it. In an API a 409. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
}

/** The caller has seen an older state. In an API a 412. */
export class StaleError extends Error {
  override readonly name = "StaleError";
}

/** The same idempotency key was used for another request. In an API a 422. */
export class KeyReusedError extends Error {
  override readonly name = "KeyReusedError";
}

/** The caller has sent too many requests. In an API a 429 with Retry-After. */
export class LimitExceededError extends Error {
  override readonly name = "LimitExceededError";

  /** @param retryAfterSeconds when to try again, whole seconds */
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

/** A service that we need is throttled or down. In an API a 503 with Retry-After. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";

  /** @param retryAfterSeconds when to try again, whole seconds */
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Any thrown value as an Error with name and message as strings: libraries throw errors without them. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) {
    const { name, message }: { name: unknown; message: unknown } = thrown;
    if (typeof name === "string" && typeof message === "string") return thrown;
    return Object.assign(new Error(typeof message === "string" ? message : "An error without a message was thrown"), {
      name: typeof name === "string" ? name : "Error",
      cause: thrown,
    });
  }
  return new Error(typeof thrown === "string" ? thrown : "Something that is not an error was thrown", {
    cause: thrown,
  });
}
