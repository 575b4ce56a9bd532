import { expect } from "chai";
import { createHandler as createAuditor } from "../../../functions/orders/auditor/handler";
import type { AuditEntry } from "../../../functions/orders/domain/audit";
import { createAuditStore } from "../../../functions/orders/store/audit-store";
import type { UnreadableRecord } from "../../../functions/shared/stream-consumer";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { cancelledOrder, storedOrder, streamRecord } from "./fixtures";
import { conditionFailed, stubbed } from "./stubbed-table";

const placed = storedOrder();
const cancelled = cancelledOrder();

describe("the auditor", () => {
  function auditor(broken = false) {
    const recorded = recordingRuntime();
    const entries = new Map<string, AuditEntry>();
    const aside: UnreadableRecord[] = [];
    const handler = createAuditor({
      runtime: recorded.runtime,
      setAside: async (unreadable) => void aside.push(unreadable),
      audit: {
        record: async (entry) => {
          if (broken) throw new Error("down");
          const id = `${entry.orderId}/${entry.version}`;
          if (entries.has(id)) return "exists";
          entries.set(id, entry);
          return "recorded";
        },
      },
    });
    const run = (...records: ReturnType<typeof streamRecord>[]) => handler({ Records: records }, lambdaContext());
    return { run, entries, recorded, aside };
  }

  it("writes who did what, from and to which status, when, why and under which correlation id", async () => {
    const { run, entries } = auditor();
    await run(streamRecord(undefined, placed, 1), streamRecord(placed, cancelled, 2));
    expect([...entries.values()]).to.deep.equal([
      {
        orderId: placed.orderId,
        version: 1,
        action: "PLACED",
        actor: "ada",
        actorType: "customer",
        to: "PLACED",
        at: placed.createdAt,
        correlationId: "correlation-1",
      },
      {
        orderId: placed.orderId,
        version: 2,
        action: "STATUS_CHANGED",
        actor: "ada",
        actorType: "customer",
        from: "PLACED",
        to: "CANCELLED",
        at: "2026-03-01T10:00:00.000Z",
        correlationId: "correlation-2",
        reason: "Ordered twice",
      },
    ]);
  });

  it("counts each entry once, however often the stream delivers it", async () => {
    const { run, entries, recorded } = auditor();
    for (let time = 0; time < 3; time++)
      await run(streamRecord(undefined, placed, 1), streamRecord(placed, cancelled, 2));
    expect(entries.size).to.equal(2);
    expect(recorded.total("auditEntriesWritten")).to.equal(2);
  });

  it("writes down a manual removal, and passes over one by the table's expiry", async () => {
    const { run, entries } = auditor();
    const byHand = streamRecord(placed, undefined, 1);
    await run({ ...byHand, userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } });
    expect(entries.size).to.equal(0);
    await run(byHand);
    const at = "2026-03-01T09:30:00.000Z";
    expect([...entries.values()]).to.have.lengthOf(1);
    expect([...entries.values()][0]).to.include({ action: "REMOVED", at, actor: "unknown", from: "PLACED" });
  });

  it("says nothing of an order that came back, and goes on with what happens to it afterwards", async () => {
    const { run, entries } = auditor();
    const restored = storedOrder({ status: "SHIPPED", version: 4 });
    await run(streamRecord(undefined, restored, 1));
    expect(entries.size).to.equal(0);
    await run(streamRecord(restored, { ...restored, status: "DELIVERED", version: 5 }, 2));
    expect([...entries.values()]).to.have.lengthOf(1);
  });

  it("keeps both the removal of an order that a restore brought back and its next change", async () => {
    const { run, entries } = auditor();
    await run(streamRecord(placed, undefined, 1));
    await run(streamRecord(undefined, placed, 2));
    await run(streamRecord(placed, cancelled, 3));
    const all = [...entries.values()];
    expect(all.find(({ action }) => action === "REMOVED"))
      .to.have.property("version")
      .that.is.within(1.5, 1.6);
    expect(all.find(({ action }) => action === "STATUS_CHANGED")).to.include({ version: 2 });
  });

  it("keeps every removal of an order that is restored in between, each once, however often the stream delivers it", async () => {
    const { run, entries } = auditor();
    const removedAt = (second: number, sequence: number) => {
      const { dynamodb, ...record } = streamRecord(placed, undefined, sequence);
      return { ...record, dynamodb: { ...dynamodb, ApproximateCreationDateTime: second } };
    };
    for (let time = 0; time < 2; time++)
      await run(removedAt(1_772_359_200, 1), streamRecord(undefined, placed, 2), removedAt(1_772_359_201, 3));

    const removals = [...entries.values()].filter(({ action }) => action === "REMOVED");
    expect(removals.map(({ action, version, at }) => [action, version, at])).to.deep.equal([
      ["REMOVED", 1.517_723_592, "2026-03-01T10:00:00.000Z"],
      ["REMOVED", 1.517_723_592_01, "2026-03-01T10:00:01.000Z"],
    ]);
  });

  it("sets aside the removal of an item that held no order, and writes down the rest", async () => {
    const { run, entries, aside } = auditor();
    const damaged = {
      eventName: "REMOVE" as const,
      dynamodb: { SequenceNumber: "1", OldImage: { orderId: { S: "x" } } },
    };
    expect(await run(damaged, streamRecord(undefined, placed, 2))).to.deep.equal({ batchItemFailures: [] });
    expect([entries.size, aside.length]).to.deep.equal([1, 1]);
  });

  it("reports the record that could not be written", async () => {
    const { run } = auditor(true);
    expect(await run(streamRecord(undefined, placed, 7))).to.deep.equal({
      batchItemFailures: [{ itemIdentifier: "7" }],
    });
  });
});

describe("the audit store", () => {
  const entry = {
    orderId: placed.orderId,
    version: 2,
    action: "STATUS_CHANGED",
    actor: "ada",
    actorType: "customer",
    from: "PLACED",
    to: "CANCELLED",
    at: "2026-03-01T10:00:00.000Z",
    correlationId: "correlation-2",
  } as const;

  it("puts an entry on condition that there is none, with its expiry in epoch seconds", async () => {
    const { sent, documents } = stubbed();
    expect(await createAuditStore(documents, "audit", 1).record(entry)).to.equal("recorded");
    expect(sent[0]?.command).to.equal("PutItem");
    expect(sent[0]?.input).to.deep.include({
      TableName: "audit",
      ConditionExpression: "attribute_not_exists(orderId)",
    });
    expect(sent[0]?.input.Item).to.deep.include({
      orderId: { S: placed.orderId },
      version: { N: "2" },
      expiresAt: { N: String(Date.parse("2026-03-02T10:00:00Z") / 1000) },
    });
  });

  it("leaves the entry that is there as it is", async () => {
    const store = createAuditStore(stubbed(conditionFailed).documents, "audit", 1);
    expect(await store.record(entry)).to.equal("exists");
  });
});
