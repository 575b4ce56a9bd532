import { expect } from "chai";
import fc from "fast-check";
import { indexKeyOf, indexKeysOf, indexValueOf, mostIndexShards } from "../../../functions/contracts/index-shards";
import { createErrorLog } from "../../../functions/shared/error-log";

const shards = fc.integer({ min: 1, max: mostIndexShards });

describe("the keys of an index with shards", () => {
  it("are the values themselves where there is one shard", () => {
    expect(indexKeyOf("FAILED", "notification-1", 1)).to.equal("FAILED");
    expect(indexKeysOf("FAILED", 1)).to.deep.equal(["FAILED"]);
  });

  it("begin with the value, which items from before have", () => {
    expect(indexKeysOf("FAILED", 3)).to.deep.equal(["FAILED", "FAILED#0", "FAILED#1", "FAILED#2"]);
  });

  it("stay as they are from release to release: an update must find the shard of the write before", () => {
    const keys = ["notification-1", "shp-1", "2026-03-01T09:30:00.250Z-0123456789abcdef"].map((id) =>
      indexKeyOf("FAILED", id, 8),
    );

    expect(keys).to.deep.equal(["FAILED#0", "FAILED#5", "FAILED#3"]);
  });

  it("of every item are among those that are read, give the value back, and do not depend on it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), fc.string(), shards, (value, id, count) => {
        const key = indexKeyOf(value, id, count);

        expect(indexKeysOf(value, count)).to.include(key);
        expect(indexValueOf(key)).to.equal(value);
        expect(indexKeyOf("OTHER", id, count)).to.equal(key.replace(value, "OTHER"));
      }),
    );
  });

  it("move the wall: with eight, 7,600 writes a second pass where one key throttles all but 1,000", () => {
    /** Writes of one second that DynamoDB would refuse. */
    const throttled = (count: number, writes: number) => {
      const perKey = new Map<string, number>();
      for (let second = 0; second < 20; second++)
        for (let write = 0; write < writes; write++) {
          const key = indexKeyOf("IN_TRANSIT", `shipment-${second}-${write}`, count);
          perKey.set(key, (perKey.get(key) ?? 0) + 1);
        }
      return [...perKey.values()].reduce((sum, used) => sum + Math.max(0, used / 20 - 1_000), 0);
    };

    expect(throttled(1, 7_600)).to.equal(6_600);
    expect(throttled(8, 7_600)).to.equal(0);
    expect(throttled(8, 9_000)).to.be.closeTo(1_000, 1);
  });

  it("are those of the error log's items, while its line without a table has the function's name", async () => {
    const items: Record<string, unknown>[] = [];
    const lines: string[] = [];
    let down = false;
    const log = createErrorLog({
      documents: {
        send: async (command: { input: { Item: Record<string, unknown> } }) => {
          if (down) throw new Error("down");
          items.push(command.input.Item);
        },
      } as never,
      ...{ tableName: "errors", retentionDays: 1, environment: "dev", service: "orders", indexShards: 8 },
      clock: { now: () => new Date("2026-03-01T09:30:00.250Z") },
      write: (line) => void lines.push(line),
    });
    const failure = {
      ...{ error: new Error("no"), event: {}, kept: {} as never, correlationId: "c", requestId: "r", durationMs: 1 },
      functionName: "orders-create-dev",
    };

    await log.record(failure);
    down = true;
    await log.record(failure);

    const [item] = items;
    expect(item?.functionName).to.equal(indexKeyOf("orders-create-dev", String(item?.errorId), 8));
    expect(JSON.parse(lines[0] ?? "").entry.functionName).to.equal("orders-create-dev");
  });
});
