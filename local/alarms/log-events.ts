import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { GetFunctionConfigurationCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type LogEvent, readLogPages } from "../../ops/logs/read";

export type { LogEvent };

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
  const all = await Promise.all(functionNames.map((functionName) => readFunction(clients, functionName)));
  return all.flat();
}

async function readFunction({ logs, lambda }: LogClients, functionName: string): Promise<LogEvent[]> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const found: LogEvent[] = [];
  for await (const page of readLogPages(logs, { functionName, logGroupName: LoggingConfig?.LogGroup }))
    found.push(...page);
  return found;
}
