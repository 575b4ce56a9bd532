import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type LambdaClient, paginateListAliases } from "@aws-sdk/client-lambda";
import { embeddedPoints, type Invocation, lambdaPoints, metricsOfCalls, throttlePoints } from "../../aws/alarms/points";
import type { MetricPoint, RunClock } from "../../aws/alarms/series";
import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import { readCounts } from "./emulator-counts";
import { createFilterReader } from "./filters";
import { createInvocationReader } from "./invocations";
import { createLogReader, type LogClients, type LogReader } from "./log-events";
import type { Measured, MetricSource } from "./source";

/** Clients to read logs and throttles with. */
export interface CallClients extends LogClients {
  readonly lambda: LambdaClient;
  readonly cloudWatch: Pick<CloudWatchClient, "send">;
}

/** What functions did. */
export interface CallsSource extends MetricSource {
  /** The calls that were read so far. */
  invocations(): readonly Invocation[];
}

/** Every metric of the catalog but the one that a metric filter counts: see the catalog. */
const embeddedTitles = Object.values(metrics)
  .filter((metric) => metric !== metrics.errorLogFallback)
  .map(({ name }) => `${metricNamespace} ${name}`);

/**
 * Measures calls by the START and REPORT lines of the functions' logs, custom metrics by embedded ones and by the log groups' metric filters,
 * and throttled calls by the emulator's own count, which may count a throttled direct call twice.
 */
export function createCallsSource(clients: CallClients, functionNames: readonly string[]): CallsSource {
  const invocations: Invocation[] = [];
  const points: MetricPoint[] = [];
  const filters = createFilterReader(clients.logs);
  let reader: LogReader | undefined;
  const read = createInvocationReader();

  async function measure({ origin }: RunClock): Promise<Measured> {
    reader ??= createLogReader(clients, functionNames, origin);
    const [events, aliases, refused, counted] = await Promise.all([
      reader.read(),
      Promise.all(functionNames.map(async (name) => [name, await aliasesOf(clients.lambda, name)] as const)),
      Promise.all(
        functionNames.map(async (FunctionName) => {
          const metric = { namespace: "AWS/Lambda", name: "Throttles", dimensions: { FunctionName } };
          return [FunctionName, await readCounts(clients.cloudWatch, metric, origin)] as const;
        }),
      ),
      filters.read(),
    ]);
    const byFunction = new Map(aliases);
    const named = (functionName: string, version: string) =>
      (byFunction.get(functionName) ?? []).filter((alias) => alias.version === version).map(({ name }) => name);
    const ended = read(events);
    invocations.push(...ended);
    points.push(
      ...lambdaPoints(ended, named),
      ...events.flatMap(({ text }) => embeddedPoints(text)),
      ...events.flatMap((event) => counted.points(event)),
    );
    const throttled = refused.flatMap(([functionName, found]) =>
      throttlePoints(
        functionName,
        (byFunction.get(functionName) ?? []).map(({ name }) => name),
        found,
      ),
    );
    return {
      titles: [...metricsOfCalls.map((name) => `AWS/Lambda ${name}`), ...embeddedTitles, ...counted.titles],
      points: [...points, ...throttled],
    };
  }

  return { name: "the functions' logs", measure, invocations: () => invocations };
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
