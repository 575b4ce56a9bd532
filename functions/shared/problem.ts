import { isUnavailable } from "./aws-errors";
import { DeadlineError } from "./deadline";
import {
  ConflictError,
  ContentTooLargeError,
  ForbiddenError,
  type InputIssue,
  KeyReusedError,
  LimitExceededError,
  MediaTypeError,
  NotFoundError,
  StaleError,
  UnauthenticatedError,
  UnavailableError,
  ValidationError,
} from "./errors";

/** A problem document of RFC 9457. */
export interface Problem {
  /** URN of the kind of problem, `urn:backoffice:problem:<kind>`. */
  readonly type: string;
  /** The kind in words; the same for every problem of the kind. */
  readonly title: string;
  /** HTTP status. */
  readonly status: number;
  /** What happened this time. */
  readonly detail: string;
  /** Path of the request. */
  readonly instance: string;
  readonly correlationId: string;
  /** What is wrong with the input, by JSON pointer. */
  readonly errors?: readonly InputIssue[];
}

/** What kind of failure an error is for the caller. */
export interface ProblemKind {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
}

/** Every kind of problem that the functions answer. The gateway's own answers use the same types. */
export const problemKinds = {
  validation: { kind: "validation", status: 400, title: "The request is not valid" },
  unauthenticated: { kind: "unauthenticated", status: 401, title: "Authentication is needed" },
  forbidden: { kind: "forbidden", status: 403, title: "This is not allowed" },
  notFound: { kind: "not-found", status: 404, title: "There is no such thing" },
  conflict: { kind: "conflict", status: 409, title: "The present state does not allow this" },
  stale: { kind: "stale", status: 412, title: "The state has changed" },
  tooLarge: { kind: "too-large", status: 413, title: "The request is too large" },
  mediaType: { kind: "media-type", status: 415, title: "The media type is not supported" },
  keyReused: { kind: "key-reused", status: 422, title: "The idempotency key was used for another request" },
  tooMany: { kind: "throttled", status: 429, title: "There are too many requests" },
  internal: { kind: "internal", status: 500, title: "Something went wrong on our side" },
  unavailable: { kind: "unavailable", status: 503, title: "The service is busy" },
} as const satisfies Record<string, ProblemKind>;

export type ProblemKey = keyof typeof problemKinds;

/** Seconds that a caller should wait before trying again after a 503. */
const retryAfterSeconds = 2;

/** An error as an answer: which kind of problem, what to say, and when to try again. */
export interface Answered {
  readonly key: ProblemKey;
  readonly detail: string;
  readonly errors?: readonly InputIssue[];
  readonly retryAfterSeconds?: number;
}

/** How an error is answered. Only errors that were made for the caller lend their message; of all others nothing is shown. */
export function answerFor(error: unknown): Answered {
  if (error instanceof ValidationError) return { key: "validation", detail: error.message, errors: error.issues };
  if (error instanceof UnauthenticatedError) return { key: "unauthenticated", detail: error.message };
  if (error instanceof ForbiddenError) {
    return { key: "forbidden", detail: error.message, ...(error.issues !== undefined && { errors: error.issues }) };
  }
  if (error instanceof NotFoundError) return { key: "notFound", detail: error.message };
  if (error instanceof ConflictError) return { key: "conflict", detail: error.message };
  if (error instanceof StaleError) return { key: "stale", detail: error.message };
  if (error instanceof ContentTooLargeError) return { key: "tooLarge", detail: error.message };
  if (error instanceof MediaTypeError) return { key: "mediaType", detail: error.message };
  if (error instanceof KeyReusedError) return { key: "keyReused", detail: error.message };
  if (error instanceof LimitExceededError) {
    return { key: "tooMany", detail: error.message, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof UnavailableError || error instanceof DeadlineError || isUnavailable(error)) {
    const seconds = error instanceof UnavailableError ? error.retryAfterSeconds : retryAfterSeconds;
    const detail =
      "A service that we need is busy. Try again a little later; repeat a POST with the same Idempotency-Key.";
    return { key: "unavailable", detail, retryAfterSeconds: seconds };
  }
  return {
    key: "internal",
    detail: "The request could not be completed. Quote the correlation id when you report this.",
  };
}

/** The problem document of an answered error. */
export function problemFor(answered: Answered, instance: string, correlationId: string): Problem {
  const { kind, status, title } = problemKinds[answered.key];
  return {
    type: `urn:backoffice:problem:${kind}`,
    title,
    status,
    detail: answered.detail,
    instance,
    correlationId,
    ...(answered.errors === undefined ? {} : { errors: answered.errors }),
  };
}
