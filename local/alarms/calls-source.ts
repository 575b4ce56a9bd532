import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type LambdaClient, paginateListAliases } from "@aws-sdk/client-lambda";
import { embeddedPoints, lambdaPoints, metricsOfCalls, throttlePoints } from "../../aws/alarms/points";
import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import { createCountsReader } from "./emulator-counts";
import { createFilterReader } from "./filters";
import { createInvocationReader } from "./invocations";
import { createLogReader, type LogClients } from "./log-events";
import type { MetricSource } from "./source";

/** Clients to read logs and throttles with. */
export interface CallClients extends LogClients {
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
}

/** Every metric of the catalog but the one that a metric filter counts: see the catalog. */
const embeddedTitles = Object.values(metrics)
  .filter((metric) => metric !== metrics.errorLogFallback)
  .map(({ name }) => `${metricNamespace} ${name}`);

/**
 * Measures calls by the START and REPORT lines of the functions' logs, custom metrics by embedded ones and by the log groups' metric filters,
 * and throttled calls by the emulator's own count, which may count a throttled direct call twice.
 */
export function createCallsSource(clients: CallClients, functionNames: readonly string[]): MetricSource {
  return {
    name: "the functions' logs",
    follow({ origin }, take) {
      const filters = createFilterReader(clients.logs);
      const reader = createLogReader(clients, functionNames, origin);
      const throttles = createCountsReader(clients.cloudWatch, { "AWS/Lambda": ["Throttles"] }, origin);
      const ended = createInvocationReader();
      return {
        async read() {
          const counted = await filters.read();
          const refused = await throttles.read();
          const events = await reader.read();
          const calls = ended(events);
          const aliases = await aliasesIn(clients.lambda, [
            ...calls.map(({ functionName }) => functionName),
            ...refused.map(({ dimensions }) => dimensions.FunctionName ?? ""),
          ]);
          const named = (functionName: string, version: string) =>
            (aliases.get(functionName) ?? []).filter((alias) => alias.version === version).map(({ name }) => name);
          for (const point of lambdaPoints(calls, named)) take(point);
          for (const event of events)
            for (const point of [...embeddedPoints(event.text), ...counted.points(event)]) take(point);
          for (const { dimensions, at, value } of refused) {
            const functionName = dimensions.FunctionName ?? "";
            const names = (aliases.get(functionName) ?? []).map(({ name }) => name);
            for (const point of throttlePoints(functionName, names, [{ at, count: value }])) take(point);
          }
          return [...metricsOfCalls.map((name) => `AWS/Lambda ${name}`), ...embeddedTitles, ...counted.titles];
        },
      };
    },
  };
}

/** The aliases of these functions, by function. */
async function aliasesIn(lambda: LambdaClient, functionNames: readonly string[]) {
  const found = [...new Set(functionNames)].map(async (name) => [name, await aliasesOf(lambda, name)] as const);
  return new Map(await Promise.all(found));
}

/** The aliases of a function, once for each version that they lead to. */
async function aliasesOf(lambda: LambdaClient, FunctionName: string) {
  const aliases: { readonly name: string; readonly version: string }[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client: lambda }, { FunctionName })) {
    for (const { Name = "", FunctionVersion = "", RoutingConfig } of Aliases) {
      for (const version of [FunctionVersion, ...Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {})])
        aliases.push({ name: Name, version });
    }
  }
  return aliases;
}
