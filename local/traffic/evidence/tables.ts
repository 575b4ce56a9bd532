import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";

/** An item as it is stored; numbers are decimal strings. */
export type Item = Readonly<Record<string, unknown>>;

/** Reads a whole table, consistently. */
export async function readTable(client: DynamoDBDocumentClient, tableName: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  return items;
}

/** Reads the items of one key of an index. */
export async function readIndex(
  client: DynamoDBDocumentClient,
  index: { readonly tableName: string; readonly indexName: string; readonly key: string; readonly value: string },
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: index.tableName,
      IndexName: index.indexName,
      KeyConditionExpression: "#key = :value",
      ExpressionAttributeNames: { "#key": index.key },
      ExpressionAttributeValues: { ":value": index.value },
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** A field's text; empty when there is none. */
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
