import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { firstCorrelationId } from "../contracts/fields/correlation";
import { type Clock, systemClock } from "./clock";
import { deadlineOf } from "./deadline";
import type { CommonEnvironment } from "./env";
import { createErrorLog, type ErrorLog, type Failure } from "./error-log";
import { asError } from "./errors";
import { createLog, type FunctionLog } from "./logging";
import { createMetrics, type MetricsRecorder } from "./metrics";
import { noEvent, redactorFor } from "./redaction";
import type { Kept } from "./redaction/kept";

/** Dependencies of every function: created once per process in its `index.ts`, replaced by doubles in tests. */
export interface Runtime {
  readonly logger: FunctionLog;
  readonly metrics: MetricsRecorder;
  readonly errorLog: ErrorLog;
  readonly clock: Clock;
}

/**
 * Wires the runtime.
 *
 * @param env the common variables
 * @param clients the document client that the error log writes with
 */
export function createRuntime(
  env: CommonEnvironment,
  clients: { readonly documents: Pick<DynamoDBDocumentClient, "send"> },
): Runtime {
  const metrics = createMetrics(env);
  const clock = systemClock;
  return {
    logger: createLog(env),
    metrics,
    clock,
    errorLog: createErrorLog({
      documents: clients.documents,
      tableName: env.ERROR_TABLE_NAME,
      retentionDays: env.ERROR_RETENTION_DAYS,
      environment: env.ENVIRONMENT,
      service: env.SERVICE,
      ...(env.INDEX_SHARDS !== undefined && { indexShards: env.INDEX_SHARDS }),
      clock,
    }),
  };
}

/** A Lambda handler of this program. */
export type FunctionHandler<E, R> = (event: E, context: Context) => Promise<R>;

/** How `withErrorLog` handles one function. */
export interface ErrorLogWrapperOptions<E> {
  /** Fields of a failed event that may be stored. @default none */
  readonly kept?: Kept;
  /** The correlation id that the event carries, if any. */
  readonly correlationIdOf?: (event: E) => unknown;
}

/**
 * Wraps a handler: adds the context to the log, ends the work before Lambda's timeout, records what the handler throws, flushes the
 * metrics, and throws the original error again. Handlers that process records individually record those failures themselves, with an
 * earlier deadline of their own; this covers all other failures.
 */
export function withErrorLog<E, R>(
  runtime: Runtime,
  handler: FunctionHandler<E, R>,
  options: ErrorLogWrapperOptions<E> = {},
): FunctionHandler<E, R> {
  return async (event, context) => {
    const began = runtime.clock.now().getTime();
    const deadline = deadlineOf(context, 0.5);
    runtime.logger.addContext(context);
    try {
      return await deadline.bound(handler(event, context));
    } catch (error) {
      const correlationId = firstCorrelationId(options.correlationIdOf?.(event), context.awsRequestId);
      await noteFailure(runtime, context, {
        message: "the invocation failed",
        error,
        event,
        kept: options.kept ?? noEvent,
        correlationId,
        began,
      });
      throw error;
    } finally {
      runtime.metrics.flush();
    }
  };
}

/** A failure as its log line has it. */
export interface LoggedFailure extends Pick<Failure, "error" | "correlationId"> {
  /** What failed, without quoting the error. */
  readonly message: string;
  /** The event that failed: its content is removed from the line where the error quotes it. */
  readonly event?: unknown;
  /** Fields of the event that may be stored. @default none */
  readonly kept?: Kept;
  readonly fields?: Readonly<Record<string, string | number | undefined>>;
}

/** A failure that also becomes an entry of the error log. */
export interface NotedFailure extends LoggedFailure {
  /** When the work started, epoch milliseconds. */
  readonly began: number;
}

/** Records a failure: one error line, and one entry of the error log. Never rejects, and ends before Lambda's timeout. */
export async function noteFailure(
  runtime: Pick<Runtime, "clock" | "errorLog" | "logger">,
  context: Pick<Context, "awsRequestId" | "functionName" | "getRemainingTimeInMillis">,
  failure: NotedFailure,
): Promise<void> {
  logFailure(runtime, failure);
  const { began, correlationId, error, event, kept = noEvent } = failure;
  await runtime.errorLog.record({
    error,
    event,
    kept,
    correlationId,
    requestId: context.awsRequestId,
    functionName: context.functionName,
    durationMs: runtime.clock.now().getTime() - began,
    // The remaining time, less the time for the fallback line.
    patienceMs: context.getRemainingTimeInMillis() - lineMs,
  });
}

const lineMs = 100;

/** Writes one error line with the redacted name and message; the stack is in the error log. */
export function logFailure(
  runtime: Pick<Runtime, "logger">,
  { message, correlationId, error: thrown, event, kept = noEvent, fields = {} }: LoggedFailure,
): void {
  const error = asError(thrown);
  const redactor = redactorFor(event, kept);
  runtime.logger.error(message, {
    correlationId,
    ...fields,
    errorName: redactor.text(error.name, 128),
    errorMessage: redactor.text(error.message, 500),
  });
}
