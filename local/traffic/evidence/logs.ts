import { jsonOf } from "../../../aws/log-filter/pattern";
import { type LogClients, readLogEvents } from "../../alarms/log-events";

/** One line that a function wrote. */
export interface LogLine {
  readonly functionName: string;
  readonly text: string;
  /** Parsed when it is a JSON object. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** Reads everything that functions have logged. */
export async function readLogs(clients: LogClients, functionNames: readonly string[]): Promise<readonly LogLine[]> {
  const events = await readLogEvents(clients, functionNames);
  // An event may hold several lines that were written in one go.
  return events.flatMap(({ functionName, text }) =>
    text.split("\n").flatMap((part) => (part.trim() === "" ? [] : [line(functionName, part.trim())])),
  );
}

function line(functionName: string, text: string): LogLine {
  const json = jsonOf(text);
  return { functionName, text, ...(json !== undefined && { json }) };
}
