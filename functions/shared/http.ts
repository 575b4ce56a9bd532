import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { correlationHeader } from "../contracts/fields/correlation";
import type { Problem } from "../contracts/orders/problems";
import { MediaTypeError, ValidationError } from "./errors";
import { assertBounded, boundedText } from "./json-bounds";

/** Headers of responses that a script in a browser may read. */
export const exposedHeaders = ["ETag", "Location", "Retry-After", correlationHeader] as const;

/** The part of a REST API proxy event that responses depend on. */
export type HttpEvent = Pick<APIGatewayProxyEvent, "headers" | "body" | "isBase64Encoded">;

/** A request header by name in any case: API Gateway keeps the client's spelling, HTTP/2 clients send lower case. */
export function headerOf(event: Pick<HttpEvent, "headers">, name: string): string | undefined {
  const wanted = name.toLowerCase();
  // The headers of a request without any are null.
  for (const [key, value] of Object.entries(event.headers ?? {})) {
    // By length first: a browser's request has twenty headers, and five of them are looked for.
    if (key.length === wanted.length && key.toLowerCase() === wanted && value !== undefined) return value;
  }
  return undefined;
}

/**
 * The JSON in a request's body, also when it arrives in base64. Size, nesting and number of values are checked before parsing.
 *
 * Accepts `application/json` only, with or without parameters: API Gateway validates a body only if the operation has a model for its
 * content type, so a body of any other type would arrive unchecked. Source: AWS, "Request validation for REST APIs in API Gateway".
 *
 * @throws MediaTypeError for another content type or none; ContentTooLargeError; ValidationError for a missing body, bytes that are not
 * UTF-8,
 *   JSON that is nested too deep or has too many values, and a body that is not JSON
 */
export function jsonBodyOf(event: HttpEvent): unknown {
  const type = headerOf(event, "Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new MediaTypeError("Send the body as application/json.");
  const text = boundedText(event.body ?? "", event.isBase64Encoded);
  if (text.trim() === "") throw new ValidationError([{ pointer: "", detail: "a JSON body is needed" }]);
  assertBounded(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new ValidationError([{ pointer: "", detail: "the body is not valid JSON" }]);
  }
}

/** CORS headers of every response. `*` is safe here: callers authenticate by a token in a header, never by cookies. */
export function corsHeaders(allowedOrigins: readonly string[], origin: string | undefined): Record<string, string> {
  const exposed = { "Access-Control-Expose-Headers": exposedHeaders.join(",") };
  if (allowedOrigins.includes("*")) return { "Access-Control-Allow-Origin": "*", ...exposed };
  const allowed = allowedOrigins.find((candidate) => candidate === origin) ?? allowedOrigins[0] ?? "null";
  return { "Access-Control-Allow-Origin": allowed, Vary: "Origin", ...exposed };
}

/** A JSON response. */
export function jsonResponse(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  return response(statusCode, "application/json", body, headers);
}

/** A problem document as a response. */
export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>>): APIGatewayProxyResult {
  return response(problem.status, "application/problem+json", problem, headers);
}

function response(
  statusCode: number,
  contentType: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  return {
    statusCode,
    // Orders are personal data, so no cache may store a response.
    headers: { "Content-Type": contentType, "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}
