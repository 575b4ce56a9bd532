// Limits of functions: concurrency, and what their queues and streams let through.
import { awsTypes } from "../../aws/resource-types";
import type { Work } from "./demand";
import { sumOf } from "./demand";
import { byQuota, bySetting, type CapacityStep, type Shop } from "./step";

/**
 * Invocations a second of one execution environment. One environment answers at most 10, however short they are.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
function perEnvironment(milliseconds: number): number {
  return Math.min(10, 1000 / milliseconds);
}

/** Environments that the invocations keep busy. */
function environments(work: readonly Work[]): number {
  return work.reduce((sum, { perSecond, milliseconds = 1 }) => sum + perSecond / perEnvironment(milliseconds), 0);
}

/** Limits on concurrency: that of each function that has its own, and that of the account for all others. */
export function concurrencySteps(shop: Shop): CapacityStep[] {
  const invocations = shop.work.filter(({ unit }) => unit === "lambdaRequest");
  const names = [...new Set(invocations.map(({ resource }) => resource ?? ""))];
  const of = (name: string) => invocations.filter(({ resource }) => resource === name);
  const functions = names.map((name) => ({ name, reserved: shop.graph.lambda(name).reservedConcurrentExecutions }));
  const reserved = shop.graph
    .ofType(awsTypes.lambda.function)
    .reduce((sum, { name }) => sum + (shop.graph.lambda(name).reservedConcurrentExecutions ?? 0), 0);
  const account = byQuota(shop, "concurrency", {
    resource: "functions without reserved concurrency",
    demand: environments(functions.filter((each) => each.reserved === undefined).flatMap(({ name }) => of(name))),
    remedy: "ask for more concurrent executions; what is reserved for other functions is taken from the same quota",
  });
  const left = Math.max(1, account.limit - reserved);
  return [
    { ...account, limit: left, use: account.demand / left },
    ...functions.flatMap(({ name, reserved: own }) =>
      own === undefined
        ? []
        : [
            bySetting("apiReservedConcurrency", {
              resource: `${name}, concurrency`,
              demand: environments(of(name)),
              limit: own,
              unit: "at once",
              remedy: "set apiReservedConcurrency, or functionOverrides for this function alone, higher",
            }),
          ],
    ),
  ];
}

/** Settings of the concurrency of queues' functions, by mapping. */
const concurrencySettings: Readonly<Record<string, string>> = {
  "confirmations-sender-queue": "senderMaxConcurrency",
  "confirmations-feedback-queue": "feedbackMaxConcurrency",
  "shipments-processor-queue": "shipmentsMaxConcurrency",
};

/** Limits of the functions that read queues and streams: full batches, as many at a time as the mapping allows. */
export function mappingSteps(shop: Shop): CapacityStep[] {
  return shop.graph.ofType(awsTypes.lambda.eventSourceMapping).flatMap(({ name }) => {
    const fn = name.replace(/-(queue|stream)$/, "");
    const calls = shop.work.filter(({ unit, resource }) => unit === "lambdaRequest" && resource === fn);
    const [first] = calls;
    if (first === undefined) return [];
    const { batchSize, scalingConfig, parallelizationFactor } = shop.graph.mapping(name);
    const perCall = batchSize * perEnvironment(first.milliseconds ?? 1);
    const demand = sumOf(calls, () => true) * batchSize;
    const given = { resource: name, demand, unit: "records a second" };
    if (scalingConfig !== undefined) {
      return [
        bySetting(concurrencySettings[name] ?? "of its maximum concurrency", {
          ...given,
          limit: scalingConfig.maximumConcurrency * perCall,
          remedy: "allow more calls at a time; a queue keeps what waits, and its age alarm rings",
        }),
      ];
    }
    const shards = shardsOf(
      sumOf(
        shop.work,
        ({ unit, resource, index }) => unit === "tableWrite" && resource === "orders-table" && index === undefined,
      ),
    );
    return [
      bySetting("streamParallelization", {
        ...given,
        resource: `${name}, ${shards} shards`,
        limit: shards * parallelizationFactor * perCall,
        remedy: "more records in a batch (streamBatchSize), or more batches of a shard at a time; order is kept by key",
      }),
    ];
  });
}

/**
 * Shards of a table's stream: one for each partition. A new table on demand takes 4,000 writes a second, so it has four at least; more
 * come with more writes, 1,000 a second each.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html
 */
export function shardsOf(writesPerSecond: number): number {
  return Math.max(4, Math.ceil(writesPerSecond / 1_000));
}
