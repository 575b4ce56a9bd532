// Limits of tables: of each table and index, and of each key that many items share.
import { awsTypes } from "../../aws/resource-types";
import { mostIndexShards } from "../../functions/contracts/index-shards";
import { sumOf, type Work } from "./demand";
import { number } from "./report";
import { byQuota, bySetting, type CapacityStep, type Shop } from "./step";

/** Keys of indexes that have few values, so that one of them may get nearly all writes, and what such a value is. */
const sharedKeys: Readonly<
  Record<string, { readonly value: string; readonly sharded?: true; readonly of?: (work: Work) => boolean }>
> = {
  status: { value: "one status", sharded: true },
  functionName: { value: "one failing function", sharded: true },
  // Each customer is an actor of their own; the system that moves orders on is one.
  actor: { value: "one machine user that moves all orders", of: ({ flow }) => flow === "orders: status changed" },
};

/** Share of its limit that each of several keys gets where the busiest is full: no hash spreads items quite evenly. */
const evenness = 0.95;

/** Limits of every table and index. */
export function tableSteps(shop: Shop): CapacityStep[] {
  return shop.graph.ofType(awsTypes.dynamodb.table).flatMap(({ name }) => {
    const { globalSecondaryIndexes } = shop.graph.table(name);
    return [
      ...throughput(shop, name, undefined),
      ...globalSecondaryIndexes.flatMap((index) => [
        ...throughput(shop, name, index.name),
        ...sharedKeySteps(shop, name, index.name, index.hashKey),
      ]),
    ];
  });
}

function throughput(shop: Shop, table: string, index: string | undefined): CapacityStep[] {
  const of = (wanted: Work["unit"]) =>
    sumOf(shop.work, (work) => work.unit === wanted && work.resource === table && work.index === index);
  const shown = index === undefined ? table : `${table}, ${index}`;
  const raise =
    "ask for more; a table on demand that gets twice its earlier peak within half an hour may throttle: warm it up";
  const steps = [
    byQuota(shop, "tableWrites", { resource: `${shown}, writes`, demand: of("tableWrite"), remedy: raise }),
    byQuota(shop, "tableReads", { resource: `${shown}, reads`, demand: of("tableRead"), remedy: raise }),
  ];
  return steps.filter(({ demand }) => demand > 0);
}

function sharedKeySteps(shop: Shop, table: string, index: string, hashKey: string): CapacityStep[] {
  const shared = sharedKeys[hashKey];
  if (shared === undefined) return [];
  const demand = sumOf(
    shop.work,
    (work) =>
      work.unit === "tableWrite" && work.resource === table && work.index === index && shared.of?.(work) !== false,
  );
  if (demand === 0) return [];
  const resource = `${table}, ${index}, ${shared.value}`;
  const ofOneKey = byQuota(shop, "partitionWrites", {
    ...{ resource, demand },
    remedy: `every item of one ${hashKey} has the same key there, and an index that throttles holds up its table: no setting spreads it over more`,
  });
  if (shared.sharded !== true) return [ofOneKey];
  const { limit, unit, source } = ofOneKey;
  const needed = Math.ceil(demand / (limit * evenness));
  return [
    {
      ...bySetting("indexShards", {
        ...{ resource, demand, unit },
        limit: limit * shardsOf(shop),
        remedy:
          needed > mostIndexShards
            ? `indexShards takes ${mostIndexShards} at most, which is ${number(mostIndexShards * limit)} ${unit}: an index that throttles holds up its table`
            : `set indexShards to ${needed} or more: each is a key of its own, and an index that throttles holds up its table`,
      }),
      ...(source !== undefined && { source }),
    },
  ];
}

/** Keys that the stack's functions spread the items of one value over. */
function shardsOf({ graph }: Shop): number {
  const { environment } = graph.lambda("shipments-processor");
  return Number(environment?.variables.INDEX_SHARDS ?? 1);
}
