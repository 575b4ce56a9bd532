import { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import type { CommonEnvironment } from "./env";

/** Extra fields of a log line. No personal data: no names, addresses, email addresses, tokens or whole events. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes JSON log lines, one per call. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** An error's name, message and stack appear under `error`. */
  error(message: string, fields?: LogFields, error?: Error): void;
  /** A log that adds more fields to every line, such as `correlationId`. The original log is unchanged. */
  with(fields: LogFields): Log;
}

/** A log that includes the context of the current invocation. */
export interface FunctionLog extends Log {
  /** Adds the function's name, version and request id to every later line. */
  addContext(context: Context): void;
}

/**
 * Creates the function's log: JSON by Powertools, at the level in the environment.
 *
 * Callers must redact error details first (`redactText`): the log writes them unchanged.
 */
export function createLog(env: Pick<CommonEnvironment, "ENVIRONMENT" | "SERVICE" | "LOG_LEVEL">): FunctionLog {
  const logger = new Logger({ serviceName: env.SERVICE, environment: env.ENVIRONMENT, logLevel: env.LOG_LEVEL });
  return {
    ...logWith(logger, { environment: env.ENVIRONMENT }),
    addContext: (context) => logger.addContext(context),
  };
}

function logWith(logger: Logger, common: LogFields): Log {
  return {
    debug: (message, fields) => logger.debug(message, { ...common, ...fields }),
    info: (message, fields) => logger.info(message, { ...common, ...fields }),
    warn: (message, fields) => logger.warn(message, { ...common, ...fields }),
    error: (message, fields, error) =>
      logger.error(message, { ...common, ...fields, ...(error === undefined ? {} : { error }) }),
    with: (fields) => logWith(logger, { ...common, ...fields }),
  };
}
