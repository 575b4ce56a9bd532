import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";

/** One event in a function's log. */
export interface LogEvent {
  readonly functionName: string;
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly text: string;
}

/** Clients for reading logs. */
export interface LogClients {
  readonly logs: Pick<CloudWatchLogsClient, "send">;
  readonly lambda: Pick<LambdaClient, "send">;
}

/** Most events in one response. */
const pageSize = 10_000;

/** Reads everything that functions have logged; each function's events by time, those of one stream in their order. */
export async function readLogEvents(
  clients: LogClients,
  functionNames: readonly string[],
): Promise<readonly LogEvent[]> {
  const all = await Promise.all(functionNames.map((functionName) => readFunction(clients, functionName)));
  return all.flat();
}

/**
 * The emulator cuts a response off after 10,000 events and returns no token for the rest. So the next page begins at the time of the last
 * event, and this page leaves out its own events of that time.
 *
 * @throws {Error} a whole page is of one millisecond
 */
async function readFunction({ logs, lambda }: LogClients, functionName: string): Promise<LogEvent[]> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const logGroupName = LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`;
  const found: LogEvent[] = [];
  let startTime: number | undefined;
  let nextToken: string | undefined;
  for (;;) {
    const answer = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: pageSize, startTime, nextToken }));
    const page = (answer.events ?? []).map(
      ({ logStreamName = "", timestamp = 0, message = "" }): LogEvent => ({
        functionName,
        stream: logStreamName,
        at: timestamp,
        text: message,
      }),
    );
    nextToken = answer.nextToken;
    const last = page.at(-1)?.at;
    if (nextToken !== undefined || page.length < pageSize || last === undefined) {
      found.push(...page);
      if (nextToken === undefined) return found;
      continue;
    }
    if (page[0]?.at === last) throw new Error(`${pageSize} events of one millisecond in the log ${logGroupName}`);
    found.push(...page.filter(({ at }) => at < last));
    startTime = last;
  }
}
