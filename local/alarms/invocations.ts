import type { Invocation } from "../../aws/alarms/points";
import type { LogEvent } from "../../ops/logs/read";

const start = /^START RequestId: (\S+) Version: (\S+)/;
const report = /^REPORT RequestId: (\S+)\s+Duration: ([\d.]+) ms/;

/**
 * The last log lines of a failed call: frames of the error's stack, or the runtime's own message. Functions of this program write JSON
 * lines only.
 */
const lastWords =
  /^(\s+at |Task timed out after |Worker process died|Worker returned no response|No JSON response from worker)/;

/** Reads calls from logs. A call without a REPORT line is still running, and is left out. */
export function invocationsIn(events: readonly LogEvent[]): readonly Invocation[] {
  return unfinished(events).invocations;
}

/** As `invocationsIn`, for logs that are read part by part: a call may begin in one and end in a later one. */
export function createInvocationReader(): (events: readonly LogEvent[]) => readonly Invocation[] {
  let open: readonly LogEvent[] = [];
  return (events) => {
    const read = unfinished([...open, ...events]);
    open = read.open;
    return read.invocations;
  };
}

/** Reads calls from a part of the logs; `open` are the lines of calls without a REPORT line, to be read again with the next part. */
function unfinished(events: readonly LogEvent[]): {
  readonly invocations: readonly Invocation[];
  readonly open: readonly LogEvent[];
} {
  const open = new Map<
    string,
    { readonly id: string; readonly version: string; failed: boolean; readonly lines: LogEvent[] }
  >();
  const invocations: Invocation[] = [];
  for (const event of events) {
    const { functionName, stream, at, text } = event;
    const logStream = `${functionName} ${stream}`;
    const began = start.exec(text);
    if (began !== null) {
      open.set(logStream, { id: began[1] ?? "", version: began[2] ?? "", failed: false, lines: [event] });
      continue;
    }
    const call = open.get(logStream);
    if (call === undefined) continue;
    call.lines.push(event);
    const ended = report.exec(text);
    if (ended === null || ended[1] !== call.id) {
      // A line of the function after a stack means that the stack was not the end.
      if (lastWords.test(text)) call.failed = true;
      else if (text.startsWith("{")) call.failed = false;
      continue;
    }
    const durationMs = Number(ended[2]);
    const { version, failed } = call;
    invocations.push({ functionName, version, at: at - durationMs, durationMs, failed });
    open.delete(logStream);
  }
  return { invocations, open: [...open.values()].flatMap(({ lines }) => lines) };
}
