import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { type Clock, systemClock } from "./clock";
import { firstCorrelationId } from "./correlation";
import type { CommonEnvironment } from "./env";
import { createErrorLog, type ErrorLog, type Failure } from "./error-log";
import { asError } from "./errors";
import { createLog, type FunctionLog } from "./logging";
import { createMetrics, type MetricsRecorder } from "./metrics";
import { createRedactor } from "./redaction";

/** What every function has: made once per process in its `index.ts`, replaced by doubles in tests. */
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
      clock,
    }),
  };
}

/** A Lambda handler of our own making. */
export type FunctionHandler<E, R> = (event: E, context: Context) => Promise<R>;

/** How `withErrorLog` treats one function. */
export interface ErrorLogWrapperOptions<E> {
  /** The correlation id that the event carries, if any. */
  readonly correlationIdOf?: (event: E) => unknown;
}

/**
 * Wraps a handler: gives the log its context, records what the handler throws, flushes the metrics, and throws the original error on.
 * Handlers that treat records one by one record those failures themselves; this catches all the rest.
 */
export function withErrorLog<E, R>(
  runtime: Runtime,
  handler: FunctionHandler<E, R>,
  options: ErrorLogWrapperOptions<E> = {},
): FunctionHandler<E, R> {
  return async (event, context) => {
    const began = runtime.clock.now().getTime();
    runtime.logger.addContext(context);
    try {
      return await handler(event, context);
    } catch (error) {
      const correlationId = firstCorrelationId(options.correlationIdOf?.(event), context.awsRequestId);
      logFailure(runtime, "the invocation failed", correlationId, error, event);
      await recordFailure(runtime, context, { error, event, correlationId, began });
      throw error;
    } finally {
      runtime.metrics.flush();
    }
  };
}

/**
 * Writes one entry of the error log about a failure of this invocation.
 *
 * @param failure `began` is when the work started, epoch milliseconds
 */
export async function recordFailure(
  runtime: Pick<Runtime, "clock" | "errorLog">,
  context: Pick<Context, "awsRequestId" | "functionName">,
  { began, ...failure }: Pick<Failure, "error" | "event" | "correlationId"> & { readonly began: number },
): Promise<void> {
  await runtime.errorLog.record({
    ...failure,
    requestId: context.awsRequestId,
    functionName: context.functionName,
    durationMs: runtime.clock.now().getTime() - began,
  });
}

/**
 * Writes one error line with the redacted name and message; the stack is in the error log.
 *
 * @param event what was being worked on: personal data in it is taken out of the line where the error quotes it
 */
export function logFailure(
  runtime: Pick<Runtime, "logger">,
  message: string,
  correlationId: string,
  thrown: unknown,
  event: unknown,
  fields: Readonly<Record<string, string | number | undefined>> = {},
): void {
  const error = asError(thrown);
  const redactor = createRedactor(event);
  runtime.logger.error(message, {
    correlationId,
    ...fields,
    errorName: redactor.text(error.name, 128),
    errorMessage: redactor.text(error.message, 500),
  });
}
