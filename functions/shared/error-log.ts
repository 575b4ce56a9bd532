import { randomBytes } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { errorLogFull, errorLogUnavailable } from "../contracts/error-log-line";
import { indexKeyOf } from "../contracts/index-shards";
import { type Clock, expiryAfter } from "./clock";
import { cutToBytes } from "./cut";
import { asError } from "./errors";
import { type Redactor, redactorFor, redactText } from "./redaction";
import type { Kept } from "./redaction/kept";
import { createSecondLimit } from "./second-limit";

/** One failure, as it happened. */
export interface Failure {
  readonly error: unknown;
  /** The event that failed: the whole Lambda event, or the one record of it. Redacted and shortened before it is stored. */
  readonly event: unknown;
  /** The fields of it that may be stored. */
  readonly kept: Kept;
  readonly correlationId: string;
  readonly requestId: string;
  readonly functionName: string;
  /** Milliseconds from the start of the work to the failure. */
  readonly durationMs: number;
  /** Most milliseconds for writing the entry. Default and maximum: 3,000 */
  readonly patienceMs?: number;
}

/** An item of the error log table: strings, but for its numbers. */
export interface ErrorLogEntry {
  /** Timestamp, `-`, 16 random hexadecimal digits. */
  readonly errorId: string;
  readonly functionName: string;
  /** ISO 8601 in UTC with milliseconds; range key of `FunctionNameIndex`. */
  readonly timestamp: string;
  readonly errorName: string;
  readonly errorMessage: string;
  /** Stack of the error and of up to three causes. */
  readonly stack: string;
  readonly durationMs: number;
  readonly requestId: string;
  readonly correlationId: string;
  /** Redacted JSON. */
  readonly event: string;
  /** Failures of the same instance before this one that have no entry: see `entriesPerSecond`. Absent: none. */
  readonly leftOut?: number;
  /** Epoch seconds, for DynamoDB's TTL. */
  readonly expiresAt: number;
}

/** Stores failures. */
export interface ErrorLog {
  /**
   * Writes one entry. Never rejects: if the table cannot be reached, the whole entry goes to standard output as one line (`error log
   * unavailable`), which a metric filter counts. The caller must still throw the original error, and write its own line about it: of more
   * than `entriesPerSecond` failures in a second only so many have an entry, and the next entry says how many have none.
   */
  record(failure: Failure): Promise<void>;
}

/** Most bytes (UTF-8) of the parts of an entry: together far below DynamoDB's 400 kB and one CloudWatch log event of 256 kB. */
export const entryLimits = { event: 32_768, stack: 8192, message: 2048, name: 128 } as const;

/**
 * Most entries of an instance of a function in a second. An error storm would otherwise write as fast as it fails, all to one key of the index
 * (about 1,000 writes a second of DynamoDB), and pay for each. Far above what fails in a second otherwise: a queue's batch has ten messages.
 */
export const entriesPerSecond = 100;

/** Longest wait for the table: the rest of the function's time is for the caller's response. */
const patienceMs = 3000;

export interface ErrorLogOptions {
  readonly documents: Pick<DynamoDBDocumentClient, "send">;
  readonly tableName: string;
  readonly retentionDays: number;
  /** Dimensions of the metric that counts the fallback line. */
  readonly environment: string;
  readonly service: string;
  /** Keys of `FunctionNameIndex` that the entries of one function are spread over. Default: 1 */
  readonly indexShards?: number;
  readonly clock: Clock;
  /** Writes the fallback line. Default: standard output, not a patched console */
  readonly write?: (line: string) => void;
}

/** Makes the error log on the error table. */
export function createErrorLog(options: ErrorLogOptions): ErrorLog {
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const roomAt = createSecondLimit(entriesPerSecond);
  return {
    record: async (failure) => {
      const now = options.clock.now();
      const room = roomAt(now.getTime());
      if (!room.taken) {
        if (room.first) {
          const { environment, service } = options;
          const line = { level: "WARN", message: errorLogFull, environment, service, timestamp: now.toISOString() };
          write(`${JSON.stringify({ ...line, entriesPerSecond, correlationId: failure.correlationId })}\n`);
        }
        return;
      }
      const entry = {
        ...describeFailure(failure, now, options.retentionDays),
        ...(room.leftOut > 0 && { leftOut: room.leftOut }),
      };
      try {
        // The id is created once, so that the SDK's retry after a lost answer writes the same item again instead of a second one.
        const functionName = indexKeyOf(entry.functionName, entry.errorId, options.indexShards ?? 1);
        const put = new PutCommand({ TableName: options.tableName, Item: { ...entry, functionName } });
        await options.documents.send(put, {
          abortSignal: AbortSignal.timeout(
            Math.floor(Math.min(patienceMs, Math.max(1, failure.patienceMs ?? patienceMs))),
          ),
        });
      } catch (thrown) {
        const { name, message } = asError(thrown);
        const line = {
          level: "ERROR",
          message: errorLogUnavailable,
          environment: options.environment,
          service: options.service,
          timestamp: entry.timestamp,
          correlationId: entry.correlationId,
          cause: redactText(`${name}: ${message}`, entryLimits.message),
          entry,
        };
        write(`${JSON.stringify(line)}\n`);
      }
    },
  };
}

/** The entry of a failure: redacted and cut to `entryLimits`. */
export function describeFailure(failure: Failure, now: Date, retentionDays: number): ErrorLogEntry {
  const error = asError(failure.error);
  const redactor = redactorFor(failure.event, failure.kept);
  const timestamp = now.toISOString();
  return {
    errorId: `${timestamp}-${randomBytes(8).toString("hex")}`,
    functionName: failure.functionName,
    timestamp,
    errorName: redactor.text(error.name, entryLimits.name),
    errorMessage: redactor.text(error.message, entryLimits.message),
    stack: stackOf(error, redactor),
    durationMs: Math.max(0, Math.round(failure.durationMs)),
    requestId: failure.requestId,
    correlationId: failure.correlationId,
    event: redactor.event(entryLimits.event),
    expiresAt: expiryAfter(now, retentionDays),
  };
}

function stackOf(error: Error, redactor: Redactor): string {
  const stacks: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth++) {
    const { name, message, stack } = asError(current);
    stacks.push(redactor.stack({ name, message, stack }, entryLimits.stack));
    current = current.cause;
  }
  return cutToBytes(stacks.join("\nCaused by: "), entryLimits.stack);
}
