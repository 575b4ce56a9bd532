// Keys of the indexes in which few values share all items: a status, a function. DynamoDB takes about 1,000 writes a second of one key
// (its guide, "Partitions and data distribution"), so the setting `indexShards` spreads the items of a value over several keys:
// `FAILED` with one shard, `FAILED#0` to `FAILED#7` with eight. Who reads a value reads all of its keys.
import { createHash } from "node:crypto";

/** Most shards of a value: a read asks for each of them. */
export const mostIndexShards = 64;

/** Attributes that are such keys. Both indexes have the sort key below. */
export const shardedAttributes = ["functionName", "status"] as const;

/** Sort key of the indexes with sharded keys: ISO 8601 in UTC. */
export const shardedSortKey = "timestamp";

/**
 * The key of an item in the index.
 *
 * @param value such as a status; neither a status nor a function's name holds `#`
 * @param itemKey what identifies the item in its table: each write of an item finds the same shard
 * @param shards 1 to `mostIndexShards`; with 1 the key is the value
 */
export function indexKeyOf(value: string, itemKey: string, shards: number): string {
  return shards === 1 ? value : shardKey(value, createHash("sha256").update(itemKey).digest().readUInt32BE() % shards);
}

/** All keys that items of a value may have, the one without a shard first: items written before the value was sharded have it. */
export function indexKeysOf(value: string, shards: number): readonly string[] {
  return shards === 1 ? [value] : [value, ...Array.from({ length: shards }, (_, index) => shardKey(value, index))];
}

/** The value of a key. */
export function indexValueOf(key: string): string {
  return key.split("#", 1).join("");
}

function shardKey(value: string, index: number): string {
  return `${value}#${index}`;
}
