import {
  type InputIssue,
  type ProblemKind,
  problemKinds,
  problemType,
} from "../../functions/contracts/orders/problems";

/** One of API Gateway's own responses: its problem type, text and headers. */
interface Answer {
  readonly problem: ProblemKind;
  readonly detail: string;
  /** What is wrong, by JSON pointer. @default no details */
  readonly errors?: readonly InputIssue[];
  /** @default only the headers of every response */
  readonly headers?: Readonly<Record<string, string>>;
}

// Problems that only the gateway reports.
const timeout = { kind: "timeout", status: 504, title: "The answer took too long" };

const { validation, unauthenticated, forbidden, notFound, tooLarge, mediaType, tooMany, internal, unavailable } =
  problemKinds;
const retrySoon = { "Retry-After": "2" };
// RFC 6750, section 3: without a token the response names the scheme only; with an invalid one it also says that the token is invalid.
const noToken = { detail: "A valid bearer token is needed.", headers: { "WWW-Authenticate": "Bearer" } };
const badToken = {
  detail: "The bearer token is expired, not meant for this API, or not valid.",
  headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
};
const noPath = { problem: notFound, detail: "There is no such operation." };
const ours = { problem: internal, detail: "The request could not be handled." };

/** Every gateway response, by API Gateway's name for it. */
const answers: Readonly<Record<string, Answer>> = {
  // The model requires an object and nothing else, so the body is not an object.
  BAD_REQUEST_BODY: {
    problem: validation,
    detail: "The request is not valid.",
    errors: [{ pointer: "", detail: "must be a JSON object" }],
  },
  BAD_REQUEST_PARAMETERS: { problem: validation, detail: "A parameter is missing or malformed." },
  UNAUTHORIZED: { problem: unauthenticated, ...noToken },
  EXPIRED_TOKEN: { problem: unauthenticated, ...noToken },
  INVALID_SIGNATURE: { problem: unauthenticated, ...noToken },
  // The authorizer denies only invalid tokens. What a valid token may not do is rejected by the operation itself, with 403.
  ACCESS_DENIED: { problem: unauthenticated, ...badToken },
  INVALID_API_KEY: { problem: forbidden, detail: "The request is not allowed." },
  WAF_FILTERED: { problem: forbidden, detail: "The request is not allowed." },
  // API Gateway's response to a path or method that does not exist, whose own status 403 would mislead.
  MISSING_AUTHENTICATION_TOKEN: noPath,
  RESOURCE_NOT_FOUND: noPath,
  REQUEST_TOO_LARGE: { problem: tooLarge, detail: "The body is larger than the gateway takes." },
  UNSUPPORTED_MEDIA_TYPE: { problem: mediaType, detail: "The body must be application/json." },
  THROTTLED: { problem: tooMany, detail: "Try again shortly.", headers: retrySoon },
  QUOTA_EXCEEDED: { problem: tooMany, detail: "Try again later." },
  API_CONFIGURATION_ERROR: ours,
  AUTHORIZER_CONFIGURATION_ERROR: ours,
  AUTHORIZER_FAILURE: { problem: internal, detail: "The token could not be checked." },
  // For example a throttled function. The Idempotency-Key makes a retry safe.
  INTEGRATION_FAILURE: { problem: unavailable, detail: "Try again shortly.", headers: retrySoon },
  INTEGRATION_TIMEOUT: { problem: timeout, detail: "Try again shortly.", headers: retrySoon },
  // Without CORS headers here a browser would report a CORS error instead of this response.
  DEFAULT_4XX: { problem: validation, detail: "The request was refused." },
  DEFAULT_5XX: ours,
};

/** Response headers that a script in a browser may read. */
export const exposedHeaders = "ETag,Location,Retry-After,X-Correlation-Id";

/** One entry of the extension. */
export interface GatewayResponse {
  readonly statusCode: number;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** The extension `x-amazon-apigateway-gateway-responses`: problem documents like those of the functions, with CORS headers. */
export function gatewayResponses(allowedOrigin: string): Readonly<Record<string, GatewayResponse>> {
  const entries = Object.entries(answers).map(([type, answer]): [string, GatewayResponse] => [
    type,
    {
      statusCode: answer.problem.status,
      responseParameters: headerParameters(allowedOrigin, answer.headers ?? {}),
      responseTemplates: { "application/json": body(answer) },
    },
  ]);
  return Object.fromEntries(entries);
}

/** API Gateway wants literal values in quotes, and values from the request without. */
function headerParameters(allowedOrigin: string, headers: Readonly<Record<string, string>>): Record<string, string> {
  const fixed = {
    "Access-Control-Allow-Origin": allowedOrigin,
    "Access-Control-Expose-Headers": exposedHeaders,
    "Content-Type": "application/problem+json",
    ...headers,
  };
  const parameters = Object.entries(fixed).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]);
  return { ...Object.fromEntries(parameters), "gatewayresponse.header.X-Correlation-Id": "context.requestId" };
}

/** Contains nothing of `$context.error`, because validation messages contain quotes, which would break the JSON. */
function body({ problem, detail, errors }: Answer): string {
  return JSON.stringify({
    type: problemType(problem),
    title: problem.title,
    status: problem.status,
    detail,
    instance: "urn:uuid:$context.requestId",
    correlationId: "$context.requestId",
    ...(errors !== undefined && { errors }),
  });
}
