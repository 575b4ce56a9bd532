// Requests and answers of the console's server: a table of routes, and errors with a status.
import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";
import { explain, UsageError } from "../../cli/errors";
import { BodyTooLargeError, readBody } from "../../cli/read-body";

/** An error that a request is answered with. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  constructor(
    readonly status: number,
    message: string,
    /** Further members of the answer. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** One call of the API. Its fields are those of the query, or of the JSON body. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Below `/api/`. */
  readonly path: string;
  /** Answers with what it returns, as JSON. @throws {RequestError} with the status to answer with */
  handle(input: unknown, signal: AbortSignal): Promise<unknown>;
}

/** A route whose fields are checked by a schema. */
export function route<S extends z.ZodType>(
  method: Route["method"],
  path: string,
  schema: S,
  handle: (input: z.output<S>, signal: AbortSignal) => Promise<unknown>,
): Route {
  return {
    method,
    path,
    handle(input, signal) {
      const parsed = schema.safeParse(input);
      if (parsed.success) return handle(parsed.data, signal);
      const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the request"}: ${issue.message}`);
      throw new RequestError(400, issues.join("; "));
    },
  };
}

/** Largest body of a request in bytes: an order of 100 items has 30,000. */
const mostBytes = 1_000_000;

/** Reads the fields of a request. @throws {RequestError} the body is no JSON. @throws {BodyTooLargeError} it is too large */
export async function readInput(request: IncomingMessage, url: URL): Promise<unknown> {
  if (request.method !== "POST") return Object.fromEntries(url.searchParams);
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    throw new RequestError(415, "a request with a body must be application/json");
  const body = await readBody(request, mostBytes);
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw new RequestError(400, "the body is no JSON");
  }
}

/** Answers with a JSON document. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(value ?? {}));
}

/** An error for a page: as in a terminal, without a stack trace. */
export function reasonOf(error: unknown): string {
  return explain(error).split("\n    at ")[0] ?? "it failed";
}

function statusFor(error: unknown): number {
  if (error instanceof RequestError) return error.status;
  if (error instanceof BodyTooLargeError) return 413;
  return error instanceof UsageError ? 400 : 502;
}

/** Answers with the error. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusFor(error);
  const more = error instanceof RequestError ? error.more : {};
  sendJson(response, status, { error: reasonOf(error), ...more });
}
