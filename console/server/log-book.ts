// The log lines that were followed, to be searched.
import { cutToLength } from "../../functions/shared/cut";
import type { LogLine as ReadLine } from "../../ops/logs/line";
import type { LogTail } from "../../ops/logs/tail";
import { maskAddresses } from "../../ops/text";
import { joined } from "../../values/joined";
import type { LogLine } from "../contract";
import { isWanted, isWritten, type LogFilter } from "../log-filter";
import { reasonOf } from "./http";

/** Lines that are kept; older ones are in CloudWatch Logs. */
const mostLines = 20_000;
/** Longest line that is shown. */
const mostCharacters = 4_000;

export interface LogBook {
  /** Reads what is new. Calls at the same time are one. @returns what could not be read */
  refresh(): Promise<readonly string[]>;
  /** The newest lines, oldest first. */
  find(filter: LogFilter, most: number): readonly LogLine[];
  /** Lines with one of these ids. */
  about(ids: readonly string[], most: number): readonly LogLine[];
  /** Time of the oldest line that is kept, ISO 8601. */
  since(): string;
  /** Number of lines that are kept. */
  size(): number;
}

/** @param onLines called with new lines @param began when following began, epoch milliseconds */
export function createLogBook(
  tail: LogTail,
  began: number,
  onLines: (lines: readonly LogLine[]) => void = () => undefined,
): LogBook {
  let lines: LogLine[] = [];
  let full = false;
  const newest = (found: LogLine[], most: number) => found.toSorted((a, b) => a.at - b.at).slice(-most);

  const refresh = joined(async (): Promise<readonly string[]> => {
    // A function that was never called has no log yet: that is no problem.
    const { lines: found, failures } = await tail.look();
    const fresh = found.map(shownLine);
    lines.push(...fresh);
    if (lines.length > mostLines * 1.2) {
      full = true;
      lines = newest(lines, mostLines);
    }
    if (fresh.length > 0) onLines(fresh);
    return failures.map(
      ({ functionName, error }) => `the log of ${functionName} could not be read: ${reasonOf(error)}`,
    );
  });

  return {
    refresh,
    find: (filter, most) =>
      newest(
        lines.filter((line) => isWanted(line, filter)),
        most,
      ),
    about(ids, most) {
      const wanted = new Set(ids);
      const isAbout = ({ correlationId, text }: LogLine) =>
        (correlationId !== undefined && wanted.has(correlationId)) || ids.some((id) => text.includes(`"${id}"`));
      return newest(
        lines.filter((line) => isWritten(line) && isAbout(line)),
        most,
      );
    },
    since: () => new Date(full ? (lines[0]?.at ?? began) : began).toISOString(),
    size: () => lines.length,
  };
}

/** A line as it is shown: email addresses masked, and cut when it is very long. */
function shownLine({ at, functionName, kind, level, message, correlationId, fields, raw }: ReadLine): LogLine {
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
}

function shown(text: string): string {
  return maskAddresses(cutToLength(text, mostCharacters, "…"));
}
