import { setTimeout as delay } from "node:timers/promises";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type LogLine, linesOf } from "./line";
import { type LogEvent, readLogPages } from "./read";

/** What to read of which functions. */
export interface TailOptions {
  readonly logs: Pick<CloudWatchLogsClient, "send">;
  readonly functionNames: readonly string[];
  /** Epoch milliseconds. */
  readonly since: number;
  /** A term that each event has. @default none */
  readonly term?: string | undefined;
  /** Between two calls, in milliseconds: an account may make 5 calls of FilterLogEvents a second in a region. */
  readonly spacingMs: number;
  readonly signal: AbortSignal;
}

/** One look at the logs of all functions. */
export interface Look {
  /** New lines, by time. */
  readonly lines: readonly LogLine[];
  /** Functions without a log group. */
  readonly missing: readonly string[];
}

/** CloudWatch Logs shows an event only some seconds after its own time. */
const lateMs = 15_000;

/**
 * Looks at the logs again and again: at first from `since` on, later at the last seconds, for events may come late. Each event is in one look
 * only.
 */
export async function* lookAtLogs(options: TailOptions): AsyncGenerator<Look> {
  const { logs, functionNames, term, spacingMs, signal } = options;
  const filterPattern = term === undefined ? undefined : `"${term}"`;
  const seen = new Map<string, Map<string, number>>();
  const last = new Map<string, number>();
  while (!signal.aborted) {
    const lines: LogLine[] = [];
    const missing: string[] = [];
    for (const functionName of functionNames) {
      const before = last.get(functionName) ?? options.since;
      const startTime = Math.max(options.since, before - lateMs);
      const counts = new Map<string, number>();
      const known = seen.get(functionName) ?? new Map<string, number>();
      try {
        for await (const page of readLogPages(logs, { functionName, startTime, filterPattern, signal })) {
          for (const event of page) {
            last.set(functionName, Math.max(last.get(functionName) ?? 0, event.at));
            const key = keyOf(event);
            const count = (counts.get(key) ?? 0) + 1;
            counts.set(key, count);
            if (count > (known.get(key) ?? 0)) lines.push(...linesOf(event));
          }
        }
        // Only what the next look can meet again is remembered.
        const oldest = (last.get(functionName) ?? options.since) - lateMs;
        seen.set(functionName, new Map([...counts].filter(([key]) => Number(key.split(" ")[0]) >= oldest)));
      } catch (error) {
        if (signal.aborted) break;
        if ((error as Error).name !== "ResourceNotFoundException") throw error;
        missing.push(functionName);
      }
      await delay(spacingMs, undefined, { signal }).catch(() => undefined);
    }
    yield { lines: lines.toSorted((a, b) => a.at - b.at), missing };
  }
}

/** Events have no id everywhere. Those of one stream, millisecond and text are counted. */
function keyOf({ at, stream, text }: LogEvent): string {
  return `${at} ${stream} ${text}`;
}
