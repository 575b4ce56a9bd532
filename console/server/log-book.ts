// The log lines that were followed, to be searched.
import { cutToLength } from "../../functions/shared/cut";
import { linesOf } from "../../ops/logs/line";
import type { LogEvent } from "../../ops/logs/read";
import { maskAddresses } from "../../ops/text";
import type { LogLine } from "../contract";
import type { LogFollower } from "./log-follower";

/** Lines that are kept; older ones are in CloudWatch Logs. */
const mostLines = 20_000;
/** Longest line that is shown. */
const mostCharacters = 4_000;

/** Which lines. */
export interface LogQuery {
  readonly functionName?: string | undefined;
  /** Part of the line, in any case. */
  readonly text?: string | undefined;
  /** Whether lines of the platform and of metrics are wanted. */
  readonly platform: boolean;
  readonly most: number;
}

export interface LogBook {
  /** Reads what is new. @returns what could not be read */
  refresh(): Promise<readonly string[]>;
  /** The newest lines, oldest first. */
  find(query: LogQuery): readonly LogLine[];
  /** Lines with one of these ids. */
  about(ids: readonly string[], most: number): readonly LogLine[];
  /** Time of the oldest line that is kept, ISO 8601. */
  since(): string;
  /** Number of lines that are kept. */
  size(): number;
}

/** @param onLines called with new lines @param began when following began, epoch milliseconds */
export function createLogBook(
  follower: LogFollower,
  began: number,
  onLines: (lines: readonly LogLine[]) => void = () => undefined,
): LogBook {
  let lines: LogLine[] = [];
  let full = false;
  follower.listen((events) => {
    const fresh = events.flatMap(readLines);
    lines.push(...fresh);
    if (lines.length > mostLines * 1.2) {
      full = true;
      lines = lines.toSorted((a, b) => a.at - b.at).slice(-mostLines);
    }
    onLines(fresh);
  });
  const newest = (found: LogLine[], most: number) => found.toSorted((a, b) => a.at - b.at).slice(-most);
  return {
    refresh: () => follower.refresh(),
    find({ functionName, text = "", platform, most }) {
      const wanted = text.toLowerCase();
      return newest(
        lines.filter(
          (line) =>
            (functionName === undefined || line.functionName === functionName) &&
            (platform || !quiet.includes(line.level)) &&
            (wanted === "" || line.text.toLowerCase().includes(wanted)),
        ),
        most,
      );
    },
    about(ids, most) {
      const wanted = new Set(ids);
      return newest(
        lines.filter(
          ({ correlationId, text, level }) =>
            !quiet.includes(level) &&
            ((correlationId !== undefined && wanted.has(correlationId)) || ids.some((id) => text.includes(`"${id}"`))),
        ),
        most,
      );
    },
    since: () => new Date(full ? (lines[0]?.at ?? began) : began).toISOString(),
    size: () => lines.length,
  };
}

/** Levels of lines that the function did not write for people. */
const quiet: readonly string[] = ["PLATFORM", "METRIC"];

/** The lines of an event, as they are shown: email addresses masked, and cut when they are very long. */
export function readLines(event: LogEvent): readonly LogLine[] {
  return linesOf(event).map(({ at, functionName, kind, level, message, correlationId, fields, raw }): LogLine => {
    const requestId = fields.requestId ?? fields.function_request_id;
    return {
      at,
      functionName,
      level: kind === "platform" || kind === "metric" ? kind.toUpperCase() : level,
      message: kind === "metric" ? "metrics" : shown(message),
      ...(correlationId !== undefined && { correlationId }),
      ...(requestId !== undefined && { requestId }),
      text: shown(raw),
    };
  });
}

function shown(text: string): string {
  return maskAddresses(cutToLength(text, mostCharacters, "…"));
}
