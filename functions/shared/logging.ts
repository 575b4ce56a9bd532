import { Logger, type LogItem, LogLevelThreshold } from "@aws-lambda-powertools/logger";
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
  const logger = new LineLogger({ serviceName: env.SERVICE, environment: env.ENVIRONMENT, logLevel: env.LOG_LEVEL });
  return {
    ...logWith(logger, { environment: env.ENVIRONMENT }),
    addContext: (context) => logger.addContext(context),
  };
}

/** Powertools' logger, which would write a line by a console of its own, after a function has seen each of its values: half of a line's time. */
class LineLogger extends Logger {
  protected override printLog(logLevel: number, log: LogItem): void {
    log.prepareForPrint();
    const attributes = log.getAttributes();
    // Only errors need Powertools' replacer: other fields are no objects, see `LogFields`.
    const line = JSON.stringify(attributes, "error" in attributes ? this.getJsonReplacer() : undefined);
    (logLevel >= LogLevelThreshold.WARN ? process.stderr : process.stdout).write(`${line}\n`);
  }
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
