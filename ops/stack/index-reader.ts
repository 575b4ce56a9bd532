// Reads the items of one value of an index in the order of the sort key, over all keys that the value is spread over (`indexShards`).
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { indexKeysOf, shardedSortKey } from "../../functions/contracts/index-shards";
import { type Item, plainItem, textOf } from "./tables";

/** DynamoDB's key of an item in an index: the keys of the table and of the index, as they are stored. */
export type IndexPosition = Readonly<Record<string, string>>;

/** One value of an index. */
export interface IndexQuery {
  readonly tableName: string;
  readonly indexName: string;
  readonly key: string;
  readonly value: string;
  /** Keys that the value is spread over. @default 1 */
  readonly shards?: number;
  /** A range of the sort key, both ends included. Items then come newest first. @default all, oldest first */
  readonly range?: {
    readonly key: string;
    readonly from: string;
    readonly to: string;
    /** Where an earlier read ended: the position of its last item. @default the start */
    readonly after?: IndexPosition | undefined;
  };
  /** How many items are wanted, which bounds what is read at a time. @default all */
  readonly limit?: number;
}

/** One key of the value. */
interface Source {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Items of this moment were given before. */
  readonly without: string | undefined;
  items: Item[];
  next: Record<string, unknown> | undefined;
  ended: boolean;
}

/**
 * Merges the keys of a value, so that an order of items holds across them: by the sort key; at the same moment by the key, the one without a
 * shard first. An item's position says all about where a read ended, so the number of shards may change between two pages.
 */
export class IndexReader {
  readonly #sources: readonly Source[];

  constructor(
    readonly client: Pick<DynamoDBDocumentClient, "send">,
    readonly query: IndexQuery,
  ) {
    const { value, shards = 1, range } = query;
    const keys = indexKeysOf(value, shards);
    this.#sources = keys.map((key) => {
      const whole = { key, from: range?.from ?? "", to: range?.to ?? "", without: undefined };
      const unread = { items: [], next: undefined, ended: false };
      const after = range?.after;
      if (range === undefined || after === undefined) return { ...whole, ...unread };
      const [last = "", moment = ""] = [after[query.key], after[range.key]];
      if (key === last) return { ...whole, ...unread, next: { ...after } };
      // A key of a number of shards that the stack no longer has came after all that it has now.
      const before = keys.indexOf(key) < (keys.includes(last) ? keys.indexOf(last) : keys.length);
      return { ...whole, to: moment, without: before ? moment : undefined, ...unread };
    });
  }

  /** Whether it is known that nothing follows. */
  get ended(): boolean {
    return this.#sources.every(({ items, ended }) => ended && items.length === 0);
  }

  /** The next item, as it is stored; undefined after the last. @throws what DynamoDB answers; call it again to go on */
  async next(): Promise<Item | undefined> {
    await Promise.all(this.#sources.map((source) => this.#fill(source)));
    let best: Source | undefined;
    for (const source of this.#sources) {
      if (source.items.length === 0) continue;
      if (best === undefined || this.#isBefore(source, best)) best = source;
    }
    return best?.items.shift();
  }

  #isBefore(one: Source, other: Source): boolean {
    const name = this.query.range?.key ?? shardedSortKey;
    const [a, b] = [textOf(one.items[0], name), textOf(other.items[0], name)];
    return this.query.range === undefined ? a < b : a > b;
  }

  async #fill(source: Source): Promise<void> {
    while (source.items.length === 0 && !source.ended) {
      const page = await this.#page(source);
      const { Items: items = [], LastEvaluatedKey: next } = page;
      const name = this.query.range?.key ?? "";
      source.items = items.filter((item) => source.without === undefined || item[name] !== source.without);
      source.next = next;
      source.ended = next === undefined;
    }
  }

  #page({ key, from, to, next }: Source): Promise<QueryCommandOutput> {
    const { tableName, indexName, key: keyName, range, limit } = this.query;
    const count = this.#sources.length;
    return this.client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: indexName,
        KeyConditionExpression:
          range === undefined ? "#key = :value" : "#key = :value AND #range BETWEEN :from AND :to",
        ExpressionAttributeNames: { "#key": keyName, ...(range !== undefined && { "#range": range.key }) },
        ExpressionAttributeValues: { ":value": key, ...(range !== undefined && { ":from": from, ":to": to }) },
        ScanIndexForward: range === undefined,
        // Of several keys each has its part of what is wanted, and is asked again where it has more.
        ...(limit !== undefined && { Limit: count === 1 ? limit : Math.min(limit, Math.ceil((2 * limit) / count)) }),
        ...(next !== undefined && { ExclusiveStartKey: next }),
      }),
    );
  }
}

/** Reads all items of a value of an index; of a range newest first. */
export async function readIndex(
  client: Pick<DynamoDBDocumentClient, "send">,
  query: IndexQuery,
): Promise<readonly Item[]> {
  const reader = new IndexReader(client, query);
  const items: Item[] = [];
  for (let item = await reader.next(); item !== undefined; item = await reader.next()) items.push(plainItem(item));
  return items;
}
