import { expect } from "chai";
import fc from "fast-check";
import { indexKeyOf, mostIndexShards } from "../../../functions/contracts/index-shards";
import { type IndexQuery, IndexReader, readIndex } from "../../../ops/stack/index-reader";
import { type Item, textOf } from "../../../ops/stack/tables";

interface QueryInput {
  readonly ExpressionAttributeValues: Readonly<Record<string, string>>;
  readonly ScanIndexForward: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

/** A DynamoDB index on `functionName` and `timestamp`: sorted, by pages, going on after a key of its own. */
function fakeIndex(items: readonly Item[], mostPerPage: number) {
  const inputs: QueryInput[] = [];
  const place = (item: Item) => `${textOf(item, "timestamp")} ${textOf(item, "errorId")}`;
  const send = async ({ input }: { readonly input: QueryInput }) => {
    inputs.push(input);
    const { ":value": key, ":from": from, ":to": to } = input.ExpressionAttributeValues;
    const direction = input.ScanIndexForward ? 1 : -1;
    const start = input.ExclusiveStartKey;
    const found = items
      .filter(({ functionName }) => functionName === key)
      .filter(
        (item) => from === undefined || (textOf(item, "timestamp") >= from && textOf(item, "timestamp") <= (to ?? "")),
      )
      .toSorted((a, b) => direction * (place(a) < place(b) ? -1 : 1))
      .filter(
        (item) => start === undefined || (direction > 0 ? place(item) > place(start) : place(item) < place(start)),
      );
    if (start !== undefined && start.functionName !== key) throw new Error("the start key is of another partition");
    const page = found.slice(0, Math.min(input.Limit ?? mostPerPage, mostPerPage));
    const last = page.at(-1);
    return { Items: page, ...(page.length < found.length && last && { LastEvaluatedKey: positionOf(last) }) };
  };
  return { client: { send } as never, inputs };
}

function positionOf(item: Item) {
  const { errorId, functionName, timestamp } = item;
  return { errorId, functionName, timestamp } as Record<string, string>;
}

const moment = (index: number) => `2026-03-01T10:00:0${index}.000Z`;

/** Items of a test at most. */
const mostItems = 60;

/** Items of one function, each written while there was some number of shards; many at the same moment. */
const written = fc.array(fc.record({ at: fc.integer({ min: 0, max: 9 }), shards: fc.constantFrom(1, 2, 8) }), {
  maxLength: 60,
});
const itemsOf = (entries: readonly { readonly at: number; readonly shards: number }[]): Item[] =>
  entries.map(({ at, shards }, index) => {
    const errorId = `${moment(at)}-${String(index).padStart(4, "0")}`;
    return { errorId, functionName: indexKeyOf("f", errorId, shards), timestamp: moment(at), index };
  });

const query: IndexQuery = { tableName: "errors", indexName: "FunctionNameIndex", key: "functionName", value: "f" };
const range = { key: "timestamp", from: moment(0), to: moment(9) };

/** Reads all, page by page as the command does, each page with a number of shards of its own. */
async function byPages(client: never, limit: number, shardsOf: (page: number) => number): Promise<readonly Item[]> {
  const all: Item[] = [];
  let after: Record<string, string> | undefined;
  for (let page = 0; ; page++) {
    const reader = new IndexReader(client, { ...query, shards: shardsOf(page), range: { ...range, after }, limit });
    let count = 0;
    for (; count < limit; count++) {
      const item = await reader.next();
      if (item === undefined) break;
      all.push(item);
      if (all.length > mostItems) throw new Error("items come again and again");
      after = positionOf(item);
    }
    if (reader.ended) return all;
    expect(count).to.equal(limit);
  }
}

describe("a read of an index with shards", () => {
  it("gives each item once, newest first, over all keys, the one without a shard among them", async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.integer({ min: 1, max: 7 }), async (entries, mostPerPage) => {
        const items = itemsOf(entries);

        const found = await readIndex(fakeIndex(items, mostPerPage).client, { ...query, shards: 8, range });

        expect(found.map(({ index }) => index).toSorted()).to.deep.equal(items.map(({ index }) => index).toSorted());
        const times = found.map((item) => textOf(item, "timestamp"));
        expect(times).to.deep.equal(times.toSorted().reverse());
        expect(found.every(({ functionName }) => functionName === "f")).to.equal(true);
      }),
    );
  });

  it("goes on after any page: no item is left out, none comes twice, and the order is that of one read", async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 20 }),
        async (entries, mostPerPage, limit) => {
          const { client } = fakeIndex(itemsOf(entries), mostPerPage);
          const whole = await byPages(client, 1_000, () => 8);

          const paged = await byPages(client, limit, () => 8);

          expect(paged).to.deep.equal(whole);
          expect(whole).to.have.length(entries.length);
        },
      ),
    );
  });

  it("goes on where the number of shards was raised between two pages", async () => {
    const items = itemsOf(
      Array.from({ length: 40 }, (_, index) => ({ at: index % 4, shards: index % 2 === 0 ? 1 : 4 })),
    );
    const { client } = fakeIndex(items, 5);

    const found = await byPages(client, 7, (page) => (page < 2 ? 4 : 8));

    expect(found.map(({ index }) => index).toSorted()).to.deep.equal(items.map(({ index }) => index).toSorted());
  });

  it("asks one key as it was asked before there were shards", async () => {
    const { client, inputs } = fakeIndex(itemsOf([{ at: 1, shards: 1 }]), 10);
    const after = { errorId: "x", functionName: "f", timestamp: moment(5) };

    const reader = new IndexReader(client, { ...query, range: { ...range, after }, limit: 50 });
    await reader.next();

    expect(inputs).to.deep.equal([
      {
        TableName: "errors",
        IndexName: "FunctionNameIndex",
        KeyConditionExpression: "#key = :value AND #range BETWEEN :from AND :to",
        ExpressionAttributeNames: { "#key": "functionName", "#range": "timestamp" },
        ExpressionAttributeValues: { ":value": "f", ":from": moment(0), ":to": moment(9) },
        ScanIndexForward: false,
        Limit: 50,
        ExclusiveStartKey: after,
      },
    ]);
  });

  it("asks of each of many keys its part only", async () => {
    const { client, inputs } = fakeIndex([], 10);

    await new IndexReader(client, { ...query, shards: mostIndexShards, range, limit: 100 }).next();

    expect(inputs.map(({ Limit }) => Limit)).to.deep.equal(Array(65).fill(4));
  });

  it("keeps what it has read when a key cannot be read, and goes on with the next call", async () => {
    const { client } = fakeIndex(itemsOf([1, 2, 3].map((at) => ({ at, shards: 8 }))), 1);
    const { send } = client as { send: (command: unknown) => Promise<unknown> };
    let calls = 0;
    const failing = {
      send: (command: unknown) => (++calls === 3 ? Promise.reject(new Error("throttled")) : send(command)),
    };
    const reader = new IndexReader(failing as never, { ...query, shards: 8, range });

    const failure = await reader.next().catch((error: Error) => error.message);
    const rest = [await reader.next(), await reader.next(), await reader.next(), await reader.next()];

    expect(failure).to.equal("throttled");
    expect(rest.map((item) => item?.timestamp)).to.deep.equal([moment(3), moment(2), moment(1), undefined]);
  });
});
