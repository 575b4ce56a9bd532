import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";

/** One line that a function wrote. */
export interface LogLine {
  readonly functionName: string;
  readonly text: string;
  /** Parsed when it is a JSON object. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** Reads everything that functions have logged. */
export async function readLogs(
  clients: { readonly logs: CloudWatchLogsClient; readonly lambda: LambdaClient },
  functionNames: readonly string[],
): Promise<readonly LogLine[]> {
  const all = await Promise.all(functionNames.map((functionName) => readFunction(clients, functionName)));
  return all.flat();
}

async function readFunction(
  { logs, lambda }: { readonly logs: CloudWatchLogsClient; readonly lambda: LambdaClient },
  functionName: string,
): Promise<LogLine[]> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const logGroupName = LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`;
  const lines: LogLine[] = [];
  for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName, limit: 10_000 })) {
    for (const { message = "" } of page.events ?? []) {
      // An event may hold several lines that were written in one go.
      for (const text of message.split("\n")) if (text.trim() !== "") lines.push(line(functionName, text.trim()));
    }
  }
  return lines;
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
