import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";

/** One event of a function's log. */
export interface LogEvent {
  readonly functionName: string;
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** May hold several lines that were written in one go. */
  readonly text: string;
}

/** What to read. */
export interface LogQuery {
  readonly functionName: string;
  /** @default Lambda's own for the function */
  readonly logGroupName?: string | undefined;
  /** Epoch milliseconds. @default the log's beginning */
  readonly startTime?: number | undefined;
  /** Filter pattern of CloudWatch Logs. @default every event */
  readonly filterPattern?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Most events in one response. Source: CloudWatch Logs API Reference, "FilterLogEvents". */
const pageSize = 10_000;

/** Lambda's log group of a function, unless it is configured otherwise. */
export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/**
 * Reads events page by page; a function's events by time, those of one stream in their order. An emulator cuts a response off after 10,000
 * events and returns no token for the rest. So the next page then begins at the time of the last event, and this page leaves out its own
 * events of that time.
 *
 * @throws {Error} a whole page is of one millisecond
 * @throws the SDK's errors, `ResourceNotFoundException` for a function without a log group
 */
export async function* readLogPages(
  logs: Pick<CloudWatchLogsClient, "send">,
  { functionName, logGroupName = logGroupOf(functionName), filterPattern, signal, ...query }: LogQuery,
): AsyncGenerator<readonly LogEvent[]> {
  let { startTime } = query;
  let nextToken: string | undefined;
  const options = signal === undefined ? {} : { abortSignal: signal };
  for (;;) {
    const answer = await logs.send(
      new FilterLogEventsCommand({ logGroupName, limit: pageSize, startTime, nextToken, filterPattern }),
      options,
    );
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
      yield page;
      if (nextToken === undefined) return;
      continue;
    }
    if (page[0]?.at === last) throw new Error(`${pageSize} events of one millisecond in the log ${logGroupName}`);
    yield page.filter(({ at }) => at < last);
    startTime = last;
  }
}
