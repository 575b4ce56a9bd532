import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Item } from "../../../ops/stack/tables";
import { collect, type TraceOptions } from "../../../ops/trace/collect";
import { outputsWith } from "../support/outputs";

const at = "2026-03-01T10:00:00.000Z";
const correlationId = "request-1";
const order = { orderId: "o-1", status: "PLACED", updatedAt: at, correlationId };
const audit = { orderId: "o-1", version: 1, action: "PLACED", at, correlationId };
const parcel = { shipmentId: "s-1", orderId: "o-1", correlationId: "event-1" };
const parcelEvent = { ...parcel, pk: "SHIPMENT#s-1", sk: `EVENT#${at}#e-1`, eventStatus: "CREATED", occurredAt: at };
const parcelState = { ...parcel, pk: "SHIPMENT#s-1", sk: "STATE", status: "CREATED", timestamp: at };
const error = { functionName: "orders-create-test", errorName: "TypeError", timestamp: at, correlationId };
const contents: Readonly<Record<string, readonly Item[]>> = {
  "orders-table-test": [order],
  "orders-audit-test": [audit],
  "shipments-table-test": [parcelState, parcelEvent],
  "monitoring-errors-test": [error],
};

/** Tables in memory, and what was asked. @param hold awaited before each scan is answered */
function setUp(hold: (table: string) => Promise<void> = async () => undefined) {
  const asked: string[] = [];
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  dynamo.send = (async (command: unknown) => {
    if (command instanceof GetCommand) {
      const { TableName = "", Key = {} } = command.input;
      asked.push(`get ${TableName}`);
      return { Item: contents[TableName]?.find(({ orderId }) => orderId === Key.orderId) };
    }
    if (command instanceof QueryCommand) {
      const { TableName = "", ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = command.input;
      const { "#key": key = "" } = ExpressionAttributeNames;
      const { ":value": value, ":from": _from, ":to": _to, ...filter } = ExpressionAttributeValues;
      const correlationIds: readonly unknown[] = Object.values(filter);
      asked.push(`query ${TableName} by ${key}`);
      const found = contents[TableName]?.filter((item) => item[key] === value) ?? [];
      const isWanted = (item: Item) => correlationIds.length === 0 || correlationIds.includes(item.correlationId);
      return { Items: found.filter(isWanted) };
    }
    if (!(command instanceof ScanCommand)) throw new Error("the trace only reads");
    const { TableName = "", ExpressionAttributeValues = {} } = command.input;
    asked.push(`scan ${TableName}`);
    await hold(TableName);
    return { Items: contents[TableName]?.filter((item) => item.correlationId === ExpressionAttributeValues[":id0"]) };
  }) as never;
  const options = { target: { outputs: outputsWith() }, dynamo, pages: 1, indexShards: 1 };
  return {
    asked,
    scans: () => asked.filter((one) => one.startsWith("scan")).map((one) => one.slice("scan ".length)),
    trace: (id: string, more: Partial<TraceOptions> = {}) => collect({ ...options, ...more }, id),
  };
}

const whole = ["current order", "current shipment", "error", "order placed", "shipment event"];
const searched = [
  "orders-table-test",
  "orders-audit-test",
  "confirmations-deliveries-test",
  "shipments-table-test",
] as const;

describe("a trace", () => {
  for (const id of ["o-1", "s-1"])
    it(`finds everything once from ${id}, by keys and indexes alone`, async () => {
      const { scans, trace } = setUp();
      const announced: string[] = [];

      const found = await trace(id, { onScan: () => void announced.push(id) });

      expect(found.events.map(({ what }) => what).toSorted()).to.deep.equal(whole);
      expect(found).to.deep.include({ orderIds: ["o-1"], shipmentIds: ["s-1"], unscanned: false });
      expect(found.correlationIds).to.have.members([correlationId, "event-1"]);
      expect([scans(), announced]).to.deep.equal([[], []]);
    });

  it("scans all tables at the same time for an id that no key leads to, says so before, and finds everything once", async () => {
    let release: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { asked, scans, trace } = setUp(async () => {
      if (scans().length === searched.length) release();
      await all;
    });
    const announced: string[] = [];

    const found = await trace(correlationId, { onScan: () => void announced.push(`after ${scans().length} scans`) });

    expect(announced).to.deep.equal(["after 0 scans"]);
    expect(scans()).to.deep.equal(searched);
    expect(found.events.map(({ what }) => what).toSorted()).to.deep.equal(whole);
    // The id itself, and the order that several tables have led to.
    expect(asked.filter((one) => one === "get orders-table-test")).to.have.length(2);
    expect(found).to.deep.include({ orderIds: ["o-1"], shipmentIds: ["s-1"], unscanned: false });
  });

  it("looks for an id that leads to no order and no shipment among errors too", async () => {
    const { scans, trace } = setUp();

    expect((await trace("nobody")).events).to.deep.equal([]);

    expect(scans()).to.deep.equal([...searched, "monitoring-errors-test"]);
  });

  it("scans nothing where only keys may be followed, and says that there may be more", async () => {
    const { scans, trace } = setUp();

    expect(await trace(correlationId, { keysOnly: true })).to.deep.include({ events: [], unscanned: true });
    expect(await trace("o-1", { keysOnly: true })).to.deep.include({ unscanned: false });

    expect(scans()).to.deep.equal([]);
  });

  it("has what the other tables gave when one of them cannot be read", async () => {
    const { trace } = setUp(async (table) => {
      if (table === "orders-audit-test") throw new Error("no right to read it");
    });

    const found = await trace(correlationId);

    expect(found.failure).to.have.property("message", "no right to read it");
    expect(found.orderIds).to.deep.equal(["o-1"]);
  });
});
