import {
  type InputIssue,
  type Problem,
  type ProblemKey,
  problemKinds,
  problemType,
} from "../contracts/orders/problems";
import { isUnavailable } from "./aws-errors";
import { DeadlineError } from "./deadline";
import {
  ConflictError,
  ContentTooLargeError,
  ForbiddenError,
  KeyReusedError,
  LimitExceededError,
  MediaTypeError,
  NotFoundError,
  StaleError,
  UnauthenticatedError,
  UnavailableError,
  ValidationError,
} from "./errors";

/** Seconds that a caller should wait before trying again after a 503. */
const retryAfterSeconds = 2;

/** An error as a response: kind of problem, message, and when to retry. */
export interface Answered {
  readonly key: ProblemKey;
  readonly detail: string;
  readonly errors?: readonly InputIssue[];
  readonly retryAfterSeconds?: number;
}

/** The response for an error. Only errors meant for the caller show their message; others show nothing. */
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

/** The problem document of an error. */
export function problemFor(answered: Answered, instance: string, correlationId: string): Problem {
  const { status, title } = problemKinds[answered.key];
  return {
    type: problemType(problemKinds[answered.key]),
    title,
    status,
    detail: answered.detail,
    instance,
    correlationId,
    ...(answered.errors === undefined ? {} : { errors: answered.errors }),
  };
}
