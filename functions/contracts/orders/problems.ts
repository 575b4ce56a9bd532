// Problem documents (RFC 9457) of every kind in the functions' responses and in gateway responses.
import type * as z from "zod";
import type { Frozen } from "../fields/exhaustive";
import type { problemIssueSchema, problemSchema } from "./schemas";

/** One fault in an input: where (a JSON pointer such as `/items/0/quantity`) and what. */
export type InputIssue = Frozen<z.output<typeof problemIssueSchema>>;

/** A problem document. */
export type Problem = Frozen<z.output<typeof problemSchema>>;

/** How an error is reported to the caller. */
export interface ProblemKind {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
}

export const problemKinds = {
  validation: { kind: "validation", status: 400, title: "The request is not valid" },
  unauthenticated: { kind: "unauthenticated", status: 401, title: "Authentication is needed" },
  forbidden: { kind: "forbidden", status: 403, title: "This is not allowed" },
  notFound: { kind: "not-found", status: 404, title: "Not found" },
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

/** `type` of a problem document. */
export function problemType({ kind }: ProblemKind): string {
  return `urn:backoffice:problem:${kind}`;
}
