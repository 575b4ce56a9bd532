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
  /** Between two calls, in milliseconds: see `spacingOf`. 0: all functions are read at the same time. */
  readonly spacingMs: number;
  /** Events may arrive this much later than newer ones, in milliseconds: so far back each look reads again. @default 15,000 */
  readonly lateMs?: number;
}

/** One look at the logs of all functions. */
export interface Look {
  /** New lines, by time. */
  readonly lines: readonly LogLine[];
  /** Functions without a log group. */
  readonly missing: readonly string[];
  /** Functions whose log could not be read. The next look begins where the one before had ended. */
  readonly failures: readonly { readonly functionName: string; readonly error: unknown }[];
}

/** Looks at logs again and again: at first from `since` on, later at the last seconds, for events may come late. */
export interface LogTail {
  /** Each line is in one look only. One look at a time. */
  look(signal?: AbortSignal): Promise<Look>;
}

/** CloudWatch Logs shows an event only some seconds after its own time. */
const usuallyLateMs = 15_000;

/**
 * Milliseconds between two calls: an account may make 5 calls of FilterLogEvents a second in a region; an emulator has no such quota.
 *
 * Source: CloudWatch Logs quotas.
 */
export function spacingOf({ endpoint }: { readonly endpoint?: string | undefined }): number {
  return endpoint === undefined ? 250 : 50;
}

/** Begins to look at the logs of some functions. */
export function createLogTail(options: TailOptions): LogTail {
  const { logs, functionNames, term, spacingMs, lateMs = usuallyLateMs } = options;
  const filterPattern = term === undefined ? undefined : `"${term}"`;
  const seen = new Map<string, ReadonlyMap<string, number>>();
  const last = new Map<string, number>();

  /** The function's new lines. What was seen is remembered when all was read, so nothing is lost or doubled by an error half-way. */
  async function read(functionName: string, signal: AbortSignal | undefined): Promise<readonly LogLine[]> {
    const lines: LogLine[] = [];
    const counts = new Map<string, number>();
    const known = seen.get(functionName) ?? new Map<string, number>();
    let newest = last.get(functionName) ?? options.since;
    const startTime = Math.max(options.since, newest - lateMs);
    for await (const page of readLogPages(logs, { functionName, startTime, filterPattern, signal })) {
      for (const event of page) {
        newest = Math.max(newest, event.at);
        const key = keyOf(event);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        if (count > (known.get(key) ?? 0)) lines.push(...linesOf(event));
      }
    }
    last.set(functionName, newest);
    // Only what the next look can meet again is remembered.
    seen.set(functionName, new Map([...counts].filter(([key]) => Number(key.split(" ")[0]) >= newest - lateMs)));
    return lines;
  }

  return {
    async look(signal) {
      const lines: LogLine[] = [];
      const missing: string[] = [];
      const failures: { readonly functionName: string; readonly error: unknown }[] = [];
      const lookAt = async (functionName: string): Promise<void> => {
        try {
          lines.push(...(await read(functionName, signal)));
        } catch (error) {
          if (signal?.aborted === true) return;
          if ((error as Error).name === "ResourceNotFoundException") missing.push(functionName);
          else failures.push({ functionName, error });
        }
      };
      if (spacingMs === 0) await Promise.all(functionNames.map(lookAt));
      else
        for (const functionName of functionNames) {
          if (signal?.aborted === true) break;
          await lookAt(functionName);
          await delay(spacingMs, undefined, { ...(signal !== undefined && { signal }) }).catch(() => undefined);
        }
      return { lines: lines.toSorted((a, b) => a.at - b.at), missing, failures };
    },
  };
}

/** Looks until the signal ends it. @throws what a look could not read */
export async function* lookAtLogs({
  signal,
  ...options
}: TailOptions & { readonly signal: AbortSignal }): AsyncGenerator<Look> {
  const tail = createLogTail(options);
  while (!signal.aborted) {
    const look = await tail.look(signal);
    if (look.failures[0] !== undefined) throw look.failures[0].error;
    yield look;
  }
}

/** Events have no id everywhere. Those of one stream, millisecond and text are counted. */
function keyOf({ at, stream, text }: LogEvent): string {
  return `${at} ${stream} ${text}`;
}
