// Reads of tables, each with a bound: a table can hold more than a person wants to pay for.
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { Item } from "../../local/traffic/evidence/tables";

/** What a bounded search came to. */
export interface Found {
  readonly items: readonly Item[];
  /** False when there was more to look at. */
  readonly whole: boolean;
}

/** Opens searches of at most `pages` pages (1 MB each). */
export function createSearch(client: DynamoDBDocumentClient, pages: number) {
  async function gather(
    pager: AsyncIterable<{ Items?: Record<string, unknown>[] | undefined; LastEvaluatedKey?: unknown }>,
  ): Promise<Found> {
    const items: Item[] = [];
    let seen = 0;
    for await (const page of pager) {
      items.push(...(page.Items ?? []));
      seen++;
      if (seen >= pages) return { items, whole: page.LastEvaluatedKey === undefined };
    }
    return { items, whole: true };
  }
  const query = (input: QueryCommandInput) => gather(paginateQuery({ client }, input));
  return {
    query,
    async get(TableName: string, Key: Readonly<Record<string, string>>): Promise<Item | undefined> {
      return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
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
    /** Items of one key of an index with a range key `timestamp`, in a span of time, that hold one of these correlation ids. */
    inSpan(
      table: { readonly TableName: string; readonly IndexName: string; readonly key: string; readonly value: string },
      span: { readonly from: string; readonly to: string },
      correlationIds: readonly string[],
    ) {
      const { key, value, ...names } = table;
      const listed = list(correlationIds);
      return query({
        ...names,
        KeyConditionExpression: "#key = :value AND #timestamp BETWEEN :from AND :to",
        FilterExpression: `correlationId IN (${listed.names})`,
        ExpressionAttributeNames: { "#key": key, "#timestamp": "timestamp" },
        ExpressionAttributeValues: { ":value": value, ":from": span.from, ":to": span.to, ...listed.values },
      });
    },
    /** Items anywhere in a table that hold one of these correlation ids. */
    scan(TableName: string, correlationIds: readonly string[]) {
      const listed = list(correlationIds);
      const input: ScanCommandInput = {
        TableName,
        FilterExpression: `correlationId IN (${listed.names})`,
        ExpressionAttributeValues: listed.values,
      };
      return gather(paginateScan({ client }, input));
    },
  };
}

export type Search = ReturnType<typeof createSearch>;

/** DynamoDB takes up to 100 values behind IN. */
const mostValues = 100;

function list(values: readonly string[]): {
  readonly names: string;
  readonly values: Readonly<Record<string, string>>;
} {
  const entries = values.slice(0, mostValues).map((value, index) => [`:id${index}`, value] as const);
  return { names: entries.map(([name]) => name).join(", "), values: Object.fromEntries(entries) };
}
