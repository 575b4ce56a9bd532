import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type * as z from "zod";
import { correlationHeader, correlationIdFrom } from "../../contracts/fields/correlation";
import type { OrderFailureKind } from "../../contracts/metric-catalog";
import { type ProblemKey, problemKinds } from "../../contracts/orders/problems";
import { deadlineOf } from "../../shared/deadline";
import { UnauthenticatedError, ValidationError } from "../../shared/errors";
import { corsHeaders, headerOf, jsonBodyOf, jsonResponse, problemResponse } from "../../shared/http";
import type { LogFields } from "../../shared/logging";
import { answerFor, problemFor } from "../../shared/problem";
import { type FunctionHandler, noteFailure, type Runtime, withErrorLog } from "../../shared/runtime";
import { type Actor, actorOf } from "../domain/access";
import { keptRequest } from "../kept";
import { inputIssues } from "./input-issues";

/** One request, as an operation sees it. */
export interface ApiRequest {
  readonly actor: Actor;
  readonly correlationId: string;
  /** A header by name in any case. */
  header(name: string): string | undefined;
  /** A path parameter, decoded; API Gateway passes it URL-encoded. */
  pathParameter(name: string): string;
  query(name: string): string | undefined;
  /** The JSON body in the form of a schema. @throws MediaTypeError, ContentTooLargeError, ValidationError */
  body<S extends z.ZodType>(schema: S): z.output<S>;
}

/** A successful response. */
export interface ApiResponse {
  readonly status: 200 | 201;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of the request's log line, besides operation, status and duration. */
  readonly log?: LogFields;
}

/** What every function behind the API needs. */
export interface ApiDependencies {
  readonly runtime: Runtime;
  /** Scope of staff members' tokens. */
  readonly staffScope: string;
  /** Web origins that may read responses; `*` for all. */
  readonly allowedOrigins: readonly string[];
}

export interface ApiFunctionOptions extends ApiDependencies {
  /** Name in the log. */
  readonly name: string;
  operation(request: ApiRequest): Promise<ApiResponse>;
}

/** Failures by kind, as the alarms and the dashboard count them. */
const failureKinds: Readonly<Record<ProblemKey, OrderFailureKind>> = {
  validation: "validation",
  tooLarge: "validation",
  mediaType: "validation",
  unauthenticated: "forbidden",
  forbidden: "forbidden",
  notFound: "not-found",
  conflict: "conflict",
  keyReused: "conflict",
  stale: "stale",
  tooMany: "over-limit",
  unavailable: "throttled",
  internal: "internal",
};

/**
 * Creates the Lambda handler of one operation behind API Gateway (REST, proxy integration, custom authorizer).
 *
 * The caller always gets a response with a correlation id and CORS headers: the operation's own, or a problem document. Only server errors
 * (500, 503) go to the error log.
 */
export function createApiFunction(
  options: ApiFunctionOptions,
): FunctionHandler<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const { runtime, name } = options;
  return withErrorLog(
    runtime,
    async (event, context) => {
      const began = runtime.clock.now().getTime();
      const deadline = deadlineOf(context);
      const correlationId = correlationIdFrom(headerOf(event, correlationHeader));
      const headers = {
        ...corsHeaders(options.allowedOrigins, headerOf(event, "Origin")),
        [correlationHeader]: correlationId,
      };
      // The one log line of a request, with everything that an operation logs, for every line more is paid by call and by byte.
      const finish = (answer: APIGatewayProxyResult, log: LogFields = {}): APIGatewayProxyResult => {
        const durationMs = runtime.clock.now().getTime() - began;
        runtime.logger.info("request answered", {
          ...log,
          correlationId,
          operation: name,
          status: answer.statusCode,
          durationMs,
        });
        return answer;
      };
      try {
        const answer = await deadline.bound(options.operation(requestOf(event, correlationId, options.staffScope)));
        return finish(jsonResponse(answer.status, answer.body, { ...headers, ...answer.headers }), answer.log);
      } catch (error) {
        const answered = answerFor(error);
        runtime.metrics.count("orderFailures", 1, { kind: failureKinds[answered.key] });
        if (problemKinds[answered.key].status >= 500) {
          await noteFailure(runtime, context, {
            message: "the request failed",
            error,
            event,
            kept: keptRequest,
            correlationId,
            began,
            fields: { operation: name },
          });
        }
        return finish(
          problemResponse(problemFor(answered, event.path, correlationId), {
            ...headers,
            ...(answered.retryAfterSeconds === undefined ? {} : { "Retry-After": String(answered.retryAfterSeconds) }),
            ...(answered.key === "unauthenticated" ? { "WWW-Authenticate": "Bearer" } : {}),
          }),
        );
      }
    },
    { kept: keptRequest, correlationIdOf: (event) => headerOf(event, correlationHeader) },
  );
}

function requestOf(event: APIGatewayProxyEvent, correlationId: string, staffScope: string): ApiRequest {
  return {
    actor: callerOf(event, staffScope),
    correlationId,
    header: (name) => headerOf(event, name),
    pathParameter: (name) => event.pathParameters?.[name] ?? "",
    query: (name) => event.queryStringParameters?.[name],
    body: (schema) => {
      const result = schema.safeParse(jsonBodyOf(event));
      if (!result.success) throw new ValidationError(inputIssues(result.error));
      return result.data;
    },
  };
}

function callerOf(event: APIGatewayProxyEvent, staffScope: string): Actor {
  const sub: unknown = event.requestContext.authorizer?.sub;
  const scope: unknown = event.requestContext.authorizer?.scope;
  const email: unknown = event.requestContext.authorizer?.email;
  if (typeof sub !== "string" || sub === "") throw new UnauthenticatedError("A valid bearer token is needed.");
  const facts = {
    sub,
    scope: typeof scope === "string" ? scope : "",
    email: typeof email === "string" ? email : undefined,
  };
  return actorOf(facts, staffScope);
}
