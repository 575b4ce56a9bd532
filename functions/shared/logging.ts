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
  /** The same log with more fields in every line, such as `correlationId`. Lines of other records are not touched by it. */
  with(fields: LogFields): Log;
}

/** A log that takes the context of the current invocation. */
export interface FunctionLog extends Log {
  /** Puts the function's name, version and request id into every later line. */
  addContext(context: Context): void;
}

/**
 * Makes the function's log: JSON by Powertools, on the level of the environment.
 *
 * Error details are the caller's to redact first (`redactText`): the log writes what it is given.
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
