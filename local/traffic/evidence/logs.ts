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
  if (!text.startsWith("{")) return { functionName, text };
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null
      ? { functionName, text, json: { ...json } }
      : { functionName, text };
  } catch {
    return { functionName, text };
  }
}
