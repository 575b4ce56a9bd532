import type { Context } from "aws-lambda";
import type { MetricKey } from "../../../functions/contracts/metric-catalog";
import type { Clock } from "../../../functions/shared/clock";
import type { Failure } from "../../../functions/shared/error-log";
import type { FunctionLog, LogFields } from "../../../functions/shared/logging";
import type { MetricsRecorder } from "../../../functions/shared/metrics";
import type { Runtime } from "../../../functions/shared/runtime";

/** One line of a log. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that adds its lines to `lines`; `common` stands in each. */
export function recordingLog(lines: LogLine[], common: LogFields = {}): FunctionLog {
  const write = (level: string) => (message: string, fields?: LogFields) =>
    void lines.push({ level, message, fields: { ...common, ...fields } });
  return {
    debug: write("DEBUG"),
    info: write("INFO"),
    warn: write("WARN"),
    error: write("ERROR"),
    with: (fields) => recordingLog(lines, { ...common, ...fields }),
    addContext: () => {},
  };
}

/** What a handler did to its runtime. */
export interface Recorded {
  readonly runtime: Runtime;
  readonly lines: LogLine[];
  readonly counts: { metric: MetricKey; value: number; extra: Readonly<Record<string, string>> | undefined }[];
  readonly failures: Failure[];
  /** How often the metrics were flushed. */
  flushes(): number;
  /** Sum of one metric. */
  total(metric: MetricKey): number;
}

/** A clock that goes on by a millisecond with every look. */
export function tickingClock(start = "2026-03-01T09:30:00.000Z"): Clock {
  let time = Date.parse(start);
  return { now: () => new Date(time++) };
}

/** A runtime that keeps everything in memory. */
export function recordingRuntime(clock: Clock = tickingClock()): Recorded {
  const lines: Recorded["lines"] = [];
  const counts: Recorded["counts"] = [];
  const failures: Failure[] = [];
  let flushes = 0;
  const metrics: MetricsRecorder = {
    count: (metric, ...args) => void counts.push({ metric, value: args[0] ?? 1, extra: args[1] }),
    flush: () => {
      flushes++;
    },
  };
  return {
    runtime: {
      logger: recordingLog(lines),
      metrics,
      clock,
      errorLog: { record: async (failure) => void failures.push(failure) },
    },
    lines,
    counts,
    failures,
    flushes: () => flushes,
    total: (metric) => counts.filter((count) => count.metric === metric).reduce((sum, { value }) => sum + value, 0),
  };
}

/** A Lambda context. @param timeoutMs how long the invocation may take, from now */
export function lambdaContext(functionName = "orders-create-test", timeoutMs = 30_000): Context {
  const end = performance.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "1",
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${functionName}`,
    memoryLimitInMB: "512",
    awsRequestId: "7a0e3c52-6f0f-4a9e-8c3d-0f6c2f0e6a3b",
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "stream",
    getRemainingTimeInMillis: () => Math.max(0, end - performance.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

/** What a promise was rejected with; fails when it was not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was expected to be rejected");
}

/** What a function throws; fails when it does not. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("the function was expected to throw");
}
