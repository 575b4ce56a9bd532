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

/** One key of an index. */
export interface IndexQuery {
  readonly tableName: string;
  readonly indexName: string;
  readonly key: string;
  readonly value: string;
  /** A range of the sort key, both ends included. @default all */
  readonly range?: { readonly key: string; readonly from: string; readonly to: string };
}

/** Reads the items of one key of an index; of a range newest first. */
export async function readIndex(client: DynamoDBDocumentClient, index: IndexQuery): Promise<readonly Item[]> {
  const items: Item[] = [];
  const { range } = index;
  const pages = paginateQuery(
    { client },
    {
      TableName: index.tableName,
      IndexName: index.indexName,
      KeyConditionExpression: range === undefined ? "#key = :value" : "#key = :value AND #range BETWEEN :from AND :to",
      ExpressionAttributeNames: { "#key": index.key, ...(range !== undefined && { "#range": range.key }) },
      ExpressionAttributeValues: {
        ":value": index.value,
        ...(range !== undefined && { ":from": range.from, ":to": range.to }),
      },
      ScanIndexForward: range === undefined,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
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
