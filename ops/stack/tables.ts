import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { indexValueOf, shardedAttributes } from "../../functions/contracts/index-shards";

/** An item as it is stored; numbers are decimal strings. */
export type Item = Readonly<Record<string, unknown>>;

/** Reads a whole table, consistently. */
export async function readTable(client: DynamoDBDocumentClient, tableName: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []).map(plainItem));
  return items;
}

/** The item with the values of its sharded keys, as if they were not sharded. */
export function plainItem(item: Item): Item {
  const values = shardedAttributes.flatMap((name) => {
    const key = item[name];
    return typeof key === "string" ? [[name, indexValueOf(key)] as const] : [];
  });
  return values.length === 0 ? item : { ...item, ...Object.fromEntries(values) };
}

/** A field as a string; empty when it is absent. */
export function textOf(item: Item | undefined, field: string): string {
  const value = item?.[field];
  return typeof value === "string" ? value : "";
}

/** Items by the text of one field. */
export function byField(items: readonly Item[], field: string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = textOf(item, field);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
