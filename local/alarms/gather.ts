import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { type LambdaClient, paginateListAliases } from "@aws-sdk/client-lambda";
import type { Invocation } from "../../aws/alarms/points";
import { embeddedPoints, lambdaPoints, throttlePoints } from "../../aws/alarms/points";
import type { MetricPoint } from "../../aws/alarms/series";
import { invocationsIn } from "./invocations";
import { type LogClients, readLogEvents } from "./log-events";

/** Clients to gather with. */
export interface GatherClients extends LogClients {
  readonly lambda: LambdaClient;
  readonly cloudWatch: Pick<CloudWatchClient, "send">;
}

/** Collected events and metrics. */
export interface Gathered {
  readonly invocations: readonly Invocation[];
  readonly points: readonly MetricPoint[];
}

/**
 * Collects data points since a moment: calls from the START and REPORT lines of the functions' logs, custom metrics from embedded ones,
 * throttled calls from the emulator's own count, which may count a throttled direct call twice.
 *
 * @param since real time, epoch milliseconds
 */
export async function gather(
  clients: GatherClients,
  functionNames: readonly string[],
  since: number,
): Promise<Gathered> {
  const [events, aliases, refused] = await Promise.all([
    readLogEvents(clients, functionNames),
    Promise.all(functionNames.map(async (name) => [name, await aliasesOf(clients.lambda, name)] as const)),
    Promise.all(
      functionNames.map(async (name) => [name, await refusedCalls(clients.cloudWatch, name, since)] as const),
    ),
  ]);
  const byFunction = new Map(aliases);
  const named = (functionName: string, version: string) =>
    (byFunction.get(functionName) ?? []).filter((alias) => alias.version === version).map(({ name }) => name);
  const recent = events.filter(({ at }) => at >= since);
  const invocations = invocationsIn(recent);
  return {
    invocations,
    points: [
      ...lambdaPoints(invocations, named),
      ...recent.flatMap(({ text }) => embeddedPoints(text)),
      ...refused.flatMap(([functionName, found]) =>
        throttlePoints(
          functionName,
          (byFunction.get(functionName) ?? []).map(({ name }) => name),
          found,
        ),
      ),
    ],
  };
}

/** The aliases of a function, once for each version that they lead to. */
export async function aliasesOf(lambda: LambdaClient, FunctionName: string) {
  const aliases: { readonly name: string; readonly version: string }[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client: lambda }, { FunctionName })) {
    for (const { Name = "", FunctionVersion = "", RoutingConfig } of Aliases) {
      for (const version of [FunctionVersion, ...Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {})])
        aliases.push({ name: Name, version });
    }
  }
  return aliases;
}

/** By second, because in a run with faster time a minute is too long. */
async function refusedCalls(cloudWatch: Pick<CloudWatchClient, "send">, functionName: string, since: number) {
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Lambda",
      MetricName: "Throttles",
      Dimensions: [{ Name: "FunctionName", Value: functionName }],
      StartTime: new Date(since),
      EndTime: new Date(Date.now() + 1_000),
      Period: 1,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Sum = 0 }) =>
    Sum > 0 && Timestamp !== undefined ? [{ at: Timestamp.getTime(), count: Sum }] : [],
  );
}
