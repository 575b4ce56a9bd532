import { jsonOf } from "../../aws/log-filter/pattern";
import { isRecord } from "../../values/is-record";
import { member } from "../../values/member";
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
  ...[
    "level",
    "message",
    "timestamp",
    "service",
    "environment",
    "correlationId",
    "error",
    "entry",
    "stackTrace",
    "cold_start",
  ],
  ...["function_arn", "function_name", "function_memory_size", "sampling_rate", "xray_trace_id"],
]);
const platform = /^(START|END|REPORT|INIT_START|INIT_REPORT|EXTENSION|TELEMETRY|XRAY TraceId:)\b/;
const stackFrame = /^\s+at \S/;
const serious = /\b(Task timed out|Error|Exception|exited|Process exited)\b/;

/** The lines of an event. Formats: Powertools' JSON, embedded metric format, Lambda's JSON and text formats of platform events. */
export function linesOf({ at, functionName, text }: LogEvent): readonly LogLine[] {
  const whole = jsonOf(text.trim());
  const parts = whole === undefined ? text.split("\n").map((part) => part.trimEnd()) : [text.trim()];
  const lines: LogLine[] = [];
  for (const raw of parts.filter((part) => part.trim() !== "")) {
    const last = lines.at(-1);
    // The runtime writes an uncaught error as text, over several lines.
    if (last?.kind === "text" && stackFrame.test(raw)) {
      const stack = `${last.stack ?? last.message}\n${raw}`;
      lines[lines.length - 1] = { ...last, level: "ERROR", stack, raw: `${last.raw}\n${raw}` };
    } else lines.push({ at, functionName, ...read(raw, whole ?? jsonOf(raw.trim())) });
  }
  return lines;
}

function read(raw: string, json: ReturnType<typeof jsonOf>): Omit<LogLine, "at" | "functionName"> {
  if (json === undefined) {
    if (platform.test(raw)) return { kind: "platform", level: "INFO", message: raw, fields: {}, raw };
    return { kind: "text", level: serious.test(raw) ? "ERROR" : "INFO", message: raw, fields: {}, raw };
  }
  if ("_aws" in json) return { kind: "metric", level: "INFO", message: raw, fields: {}, raw };
  const { type } = json;
  if (typeof type === "string" && type.startsWith("platform."))
    return { kind: "platform", level: "INFO", message: raw, fields: {}, raw };
  const { message, correlationId, error } = json;
  const stack = stackIn(json);
  const fields = Object.entries(json).filter(
    ([name, value]) => !known.has(name) && value !== undefined && value !== null,
  );
  return {
    kind: "log",
    level: levelOf(json.level),
    message: messageIn(message),
    fields: Object.fromEntries([
      ...fields.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
      ...(stack === undefined && isRecord(error) ? [["error", `${String(error.name)}: ${String(error.message)}`]] : []),
    ]),
    ...(typeof correlationId === "string" && { correlationId }),
    ...(stack !== undefined && { stack }),
    raw,
  };
}

/**
 * The stack that a line has: of Powertools' `error`, of the entry that the error log could not store, or of an uncaught error, as Lambda's JSON
 * format writes it.
 */
function stackIn({ error, entry, message, stackTrace }: Readonly<Record<string, unknown>>): string | undefined {
  for (const holder of [error, entry]) {
    const stack = member(holder, "stack");
    if (typeof stack === "string") return stack;
  }
  const frames = stackTrace ?? member(message, "stackTrace");
  return Array.isArray(frames) ? frames.map(String).join("\n") : undefined;
}

/** Lambda's JSON format gives an uncaught error as an object. */
function messageIn(message: unknown): string {
  if (typeof message === "string") return message;
  const [type, text] = [member(message, "errorType"), member(message, "errorMessage")];
  return typeof text === "string" ? `${String(type ?? "Error")}: ${text}` : JSON.stringify(message ?? "");
}

function levelOf(value: unknown): Level {
  const name = String(value).toUpperCase();
  if (name === "FATAL" || name === "CRITICAL") return "ERROR";
  if (name === "TRACE") return "DEBUG";
  return levels.find((level) => level === name) ?? "INFO";
}
