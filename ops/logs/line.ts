import { isRecord } from "../../values/is-record";
import type { LogEvent } from "./read";

/** From the least to the most serious. */
export const levels = ["DEBUG", "INFO", "WARN", "ERROR"] as const;
export type Level = (typeof levels)[number];

/** One line of a function's log. */
export interface LogLine {
  readonly at: number;
  readonly functionName: string;
  readonly kind: /** A line of the function's own logger. */
    | "log"
    /** Anything else that was written, by the runtime too: `Task timed out after 30.00 seconds`. */
    | "text"
    /** An embedded metric. */
    | "metric"
    /** Of Lambda itself: START, END, REPORT. */
    | "platform";
  readonly level: Level;
  readonly message: string;
  readonly correlationId?: string;
  /** What else the line says, as text. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of an error, as it was written. */
  readonly stack?: string;
  /** The line as it was written. */
  readonly raw: string;
}

/** Fields that every line repeats, and those that have a place of their own. */
const known = new Set([
  ...["level", "message", "timestamp", "service", "environment", "correlationId", "error", "cold_start"],
  ...["function_arn", "function_name", "function_memory_size", "sampling_rate", "xray_trace_id"],
]);
const platform = /^(START|END|REPORT|INIT_START|INIT_REPORT|EXTENSION|TELEMETRY|XRAY TraceId:)\b/;
const serious = /\b(Task timed out|Error|Exception|exited|Process exited)\b/;

/** The lines of an event. Formats: Powertools' JSON, embedded metric format, Lambda's JSON and text formats of platform events. */
export function linesOf({ at, functionName, text }: LogEvent): readonly LogLine[] {
  const whole = parse(text.trim());
  const parts = whole === undefined ? text.split("\n").map((part) => part.trimEnd()) : [text.trim()];
  return parts.filter((part) => part.trim() !== "").map((raw) => ({ at, functionName, ...read(raw) }));
}

function read(raw: string): Omit<LogLine, "at" | "functionName"> {
  const json = parse(raw.trim());
  if (json === undefined) {
    if (platform.test(raw)) return { kind: "platform", level: "INFO", message: raw, fields: {}, raw };
    return { kind: "text", level: serious.test(raw) ? "ERROR" : "INFO", message: raw, fields: {}, raw };
  }
  if ("_aws" in json) return { kind: "metric", level: "INFO", message: raw, fields: {}, raw };
  const { type } = json;
  if (typeof type === "string" && type.startsWith("platform."))
    return { kind: "platform", level: "INFO", message: raw, fields: {}, raw };
  const { message, correlationId, error } = json;
  const stack = isRecord(error) && typeof error.stack === "string" ? error.stack : undefined;
  const fields = Object.entries(json).filter(
    ([name, value]) => !known.has(name) && value !== undefined && value !== null,
  );
  return {
    kind: "log",
    level: levelOf(json.level),
    message: typeof message === "string" ? message : JSON.stringify(message ?? ""),
    fields: Object.fromEntries([
      ...fields.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
      ...(stack === undefined && isRecord(error) ? [["error", `${String(error.name)}: ${String(error.message)}`]] : []),
    ]),
    ...(typeof correlationId === "string" && { correlationId }),
    ...(stack !== undefined && { stack }),
    raw,
  };
}

function levelOf(value: unknown): Level {
  const name = String(value).toUpperCase();
  if (name === "FATAL" || name === "CRITICAL") return "ERROR";
  if (name === "TRACE") return "DEBUG";
  return levels.find((level) => level === name) ?? "INFO";
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
