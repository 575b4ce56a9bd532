// Which log lines are wanted: asked of the server for what was read, and by the page of what arrives. Pure.
import type { LogLine } from "./contract";

/** Lines that a page shows, and that are sent to it at once: as many as it draws anew at each key without being late. */
export const mostShown = 200;

/** Which lines. */
export interface LogFilter {
  readonly functionName?: string | undefined;
  /** Part of the line, in any case. @default any line */
  readonly text?: string | undefined;
  /** Whether lines of the platform and of metrics are wanted. */
  readonly platform: boolean;
}

/** Whether the function wrote the line for people; others are the platform's and metrics. */
export function isWritten({ level }: Pick<LogLine, "level">): boolean {
  return level !== "PLATFORM" && level !== "METRIC";
}

/** Whether a line is wanted. */
export function isWanted(line: LogLine, { functionName, text = "", platform }: LogFilter): boolean {
  return (
    (functionName === undefined || line.functionName === functionName) &&
    (platform || isWritten(line)) &&
    (text === "" || line.text.toLowerCase().includes(text.toLowerCase()))
  );
}
