// Doubles of what a function gets from its runtime.
import type { DeadLetter } from "../../../../functions/shared/queue-control";
import type { Runtime } from "../../../../functions/shared/runtime";
import { type LogLine, recordingLog } from "../../shared/doubles";

/** A runtime that remembers what was counted, logged and recorded. */
export interface RecordingRuntime extends Runtime {
  /** Metric key, with its extra dimension's value after a colon, to its sum. */
  readonly counted: Map<string, number>;
  readonly lines: LogLine[];
  readonly failures: unknown[];
}

/** Makes a runtime whose clock shows `now()`. */
export function recordingRuntime(now: () => number): RecordingRuntime {
  const counted = new Map<string, number>();
  const lines: RecordingRuntime["lines"] = [];
  const failures: unknown[] = [];
  return {
    counted,
    lines,
    failures,
    logger: recordingLog(lines),
    metrics: {
      count: (metric, ...args) => {
        const [value = 1, extra = {}] = args;
        const key = [metric, ...Object.values(extra)].join(":");
        counted.set(key, (counted.get(key) ?? 0) + value);
      },
      flush: () => {},
    },
    errorLog: {
      record: async ({ error }) => {
        failures.push(error);
      },
    },
    clock: { now: () => new Date(now()) },
  };
}

/** A queue and its dead letters in memory. */
export function recordingQueue(): {
  queue: { changeVisibility(receiptHandle: string, seconds: number): Promise<void> };
  deadLetterQueue: { send(deadLetter: DeadLetter): Promise<void> };
  hidden: { receiptHandle: string; seconds: number }[];
  deadLettered: DeadLetter[];
} {
  const hidden: { receiptHandle: string; seconds: number }[] = [];
  const deadLettered: DeadLetter[] = [];
  return {
    hidden,
    deadLettered,
    queue: {
      changeVisibility: async (receiptHandle, seconds) => {
        hidden.push({ receiptHandle, seconds });
      },
    },
    deadLetterQueue: {
      send: async (deadLetter) => {
        deadLettered.push(deadLetter);
      },
    },
  };
}
