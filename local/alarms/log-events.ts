import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type LogEvent as FunctionLogEvent, logGroupOf, readLogPages } from "../../ops/logs/read";

/** One event in a function's log. */
export interface LogEvent extends FunctionLogEvent {
  readonly logGroup: string;
}

/** Clients for reading logs. */
export interface LogClients {
  readonly logs: Pick<CloudWatchLogsClient, "send">;
  readonly lambda: Pick<LambdaClient, "send">;
}

/** Reads everything that functions have logged; each function's events by time, those of one stream in their order. */
export async function readLogEvents(
  clients: LogClients,
  functionNames: readonly string[],
): Promise<readonly LogEvent[]> {
  return createLogReader(clients, functionNames).read();
}

/** Reads logs bit by bit. */
export interface LogReader {
  /** The events since the last read, in order as in `readLogEvents`. */
  read(): Promise<readonly LogEvent[]>;
}

/** Events may arrive this much later than newer ones; milliseconds. The emulator writes all lines of a call at its end. */
export const overlapMs = 2_000;

/** @param since events before it are left out; epoch milliseconds. Default: none are */
export function createLogReader(clients: LogClients, functionNames: readonly string[], since = 0): LogReader {
  const readers = functionNames.map((functionName) => {
    let newest = since + overlapMs;
    let logGroup: string | undefined;
    /** Moments of streams that have been read, as far back as the next read goes. */
    let seen = new Map<string, number>();
    return async () => {
      const startTime = newest - overlapMs;
      logGroup ??= await logGroupIn(clients.lambda, functionName);
      const found = await readFunction(clients.logs, functionName, logGroup, startTime);
      const moment = ({ stream, at }: LogEvent) => `${stream} ${at}`;
      const fresh = found.filter((event) => !seen.has(moment(event)));
      newest = found.reduce((latest, { at }) => Math.max(latest, at), newest);
      const both = [...seen, ...fresh.map((event) => [moment(event), event.at] as const)];
      seen = new Map(both.filter(([, at]) => at >= newest - overlapMs));
      return fresh;
    };
  });
  return { read: async () => (await Promise.all(readers.map((read) => read()))).flat() };
}

async function logGroupIn(lambda: LogClients["lambda"], functionName: string): Promise<string> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  return LoggingConfig?.LogGroup ?? logGroupOf(functionName);
}

async function readFunction(
  logs: LogClients["logs"],
  functionName: string,
  logGroup: string,
  startTime: number,
): Promise<LogEvent[]> {
  const found: LogEvent[] = [];
  for await (const page of readLogPages(logs, { functionName, logGroupName: logGroup, startTime }))
    found.push(...page.map((event) => ({ ...event, logGroup })));
  return found;
}
