// Reads tables with a limit: reading a whole table may cost more than the operator wants to pay.
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { indexKeysOf, shardedSortKey } from "../../functions/contracts/index-shards";
import { type Item, plainItem } from "../stack/tables";

/** Result of a limited search. */
export interface Found {
  readonly items: readonly Item[];
  /** False when the limit ended the search. */
  readonly whole: boolean;
}

/**
 * Opens searches of at most `pages` pages (1 MB each) for every hundred ids, and for every key.
 *
 * @param indexShards keys that one value of an index may be spread over
 */
export function createSearch(client: DynamoDBDocumentClient, pages: number, indexShards: number) {
  async function gather(
    pager: AsyncIterable<{ Items?: Record<string, unknown>[] | undefined; LastEvaluatedKey?: unknown }>,
  ): Promise<Found> {
    const items: Item[] = [];
    let seen = 0;
    for await (const page of pager) {
      items.push(...(page.Items ?? []).map(plainItem));
      seen++;
      if (seen >= pages) return { items, whole: page.LastEvaluatedKey === undefined };
    }
    return { items, whole: true };
  }
  const query = (input: QueryCommandInput) => gather(paginateQuery({ client }, input));
  return {
    query,
    async get(TableName: string, Key: Readonly<Record<string, string>>): Promise<Item | undefined> {
      const { Item: item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return item && plainItem(item);
    },
    /** Items of one key, or of one key of an index. */
    byKey: (TableName: string, key: string, value: string, IndexName?: string) =>
      query({
        TableName,
        ...(IndexName === undefined ? { ConsistentRead: true } : { IndexName }),
        KeyConditionExpression: "#key = :value",
        ExpressionAttributeNames: { "#key": key },
        ExpressionAttributeValues: { ":value": value },
      }),
    /** Items of one value of an index with sharded keys, in a span of time, that hold one of these correlation ids. */
    async inSpan(
      table: { readonly TableName: string; readonly IndexName: string; readonly key: string; readonly value: string },
      span: { readonly from: string; readonly to: string },
      correlationIds: readonly string[],
    ) {
      const { key, value, ...names } = table;
      const inKey = (one: string) =>
        inGroups(correlationIds, (listed) =>
          query({
            ...names,
            KeyConditionExpression: "#key = :value AND #sort BETWEEN :from AND :to",
            FilterExpression: `correlationId IN (${listed.names})`,
            ExpressionAttributeNames: { "#key": key, "#sort": shardedSortKey },
            ExpressionAttributeValues: { ":value": one, ":from": span.from, ":to": span.to, ...listed.values },
          }),
        );
      return together(await Promise.all(indexKeysOf(value, indexShards).map(inKey)));
    },
    /** Items anywhere in a table that hold one of these correlation ids. */
    scan(TableName: string, correlationIds: readonly string[]) {
      return inGroups(correlationIds, (listed) => {
        const input: ScanCommandInput = {
          TableName,
          FilterExpression: `correlationId IN (${listed.names})`,
          ExpressionAttributeValues: listed.values,
        };
        return gather(paginateScan({ client }, input));
      });
    },
  };
}

export type Search = ReturnType<typeof createSearch>;

/** DynamoDB accepts up to 100 values for IN. Source: its guide, "Condition and filter expressions, operators, and functions". */
const mostValues = 100;

/** Values of one search, in DynamoDB's form. */
interface Listed {
  readonly names: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Searches for all values, as many at once as DynamoDB accepts. An item has only one of them, so nothing is found twice. */
async function inGroups(values: readonly string[], search: (listed: Listed) => Promise<Found>): Promise<Found> {
  const different = [...new Set(values)];
  const found: Found[] = [];
  for (let from = 0; from < different.length; from += mostValues) {
    const entries = different.slice(from, from + mostValues).map((value, index) => [`:id${index}`, value] as const);
    found.push(await search({ names: entries.map(([name]) => name).join(", "), values: Object.fromEntries(entries) }));
  }
  return together(found);
}

function together(found: readonly Found[]): Found {
  return { items: found.flatMap(({ items }) => items), whole: found.every(({ whole }) => whole) };
}
