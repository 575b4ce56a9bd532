import { expect } from "chai";
import { Table, type TableArgs } from "../../../components/blocks/table";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { countByType, ofType, the } from "../../support/pulumi-queries";

const plain = { hashKey: { name: "orderId", type: "S" } } as const;
const rich = {
  hashKey: { name: "orderId", type: "S" },
  rangeKey: { name: "version", type: "N" },
  indexes: [{ name: "ActorIndex", hashKey: { name: "actor", type: "S" }, rangeKey: { name: "version", type: "N" } }],
  ttlAttribute: "expiresAt",
  stream: true,
} as const;

function recordTable(args: Omit<TableArgs, "stack" | "key" | "alertsTopicArn">, config: Record<string, string> = {}) {
  return record(() => {
    const table = new Table("orders-table", { ...sharedArgs(config), ...args });
    return { name: table.name, arn: table.arn, streamArn: table.streamArn, index: table.indexArn("ActorIndex") };
  });
}

describe("a table", () => {
  it("is encrypted, restorable, paid by request and has its keys only", async () => {
    const { resources } = await recordTable(plain);

    expect(the(resources, "aws:dynamodb/table:Table", "orders-table").inputs).to.deep.equal({
      name: "orders-table-test",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "orderId",
      attributes: [{ name: "orderId", type: "S" }],
      globalSecondaryIndexes: [],
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: false,
      tags,
    });
  });

  it("takes a range key, indexes, an expiry and a stream", async () => {
    const { resources, result } = await recordTable(rich);

    expect(the(resources, "aws:dynamodb/table:Table", "orders-table").inputs).to.deep.include({
      hashKey: "orderId",
      rangeKey: "version",
      attributes: [
        { name: "orderId", type: "S" },
        { name: "version", type: "N" },
        { name: "actor", type: "S" },
      ],
      globalSecondaryIndexes: [{ name: "ActorIndex", hashKey: "actor", rangeKey: "version", projectionType: "ALL" }],
      ttl: { enabled: true, attributeName: "expiresAt" },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    expect(result).to.deep.equal({
      name: "orders-table-test",
      arn: "arn:aws:dynamodb:eu-south-2:111122223333:table/orders-table-test",
      streamArn: "arn:aws:dynamodb:eu-south-2:111122223333:table/orders-table-test/stream/2026-01-01T00:00:00.000",
      index: "arn:aws:dynamodb:eu-south-2:111122223333:table/orders-table-test/index/ActorIndex",
    });
  });

  it("stays for good where data is retained, and goes where it is not", async () => {
    const kept = await recordTable(plain, { retainData: "true" });
    const dropped = await recordTable(plain);

    const table = the(kept.resources, "aws:dynamodb/table:Table", "orders-table");
    expect(table).to.include({ protect: true, retainOnDelete: true });
    expect(table.inputs.deletionProtectionEnabled).to.equal(true);
    expect(the(dropped.resources, "aws:dynamodb/table:Table", "orders-table")).to.include({
      protect: false,
      retainOnDelete: false,
    });
  });

  it("has one alarm on throttling for itself and one for each index", async () => {
    const { resources } = await recordTable(rich);

    const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.map(({ inputs }) => inputs.name)).to.deep.equal([
      "orders-table-ActorIndex-throttles-alarm-test",
      "orders-table-throttles-alarm-test",
    ]);
  });

  it("shows its most used keys only where contributor insights name it", async () => {
    const on = await recordTable(rich, { contributorInsights: '["orders"]' });
    const off = await recordTable(rich, { contributorInsights: '["shipments"]' });

    expect(
      ofType(on.resources, "aws:dynamodb/contributorInsights:ContributorInsights").map(({ inputs }) => inputs),
    ).to.deep.equal([{ tableName: "orders-table-test", indexName: "ActorIndex" }, { tableName: "orders-table-test" }]);
    expect(countByType(off.resources)).to.not.have.property("aws:dynamodb/contributorInsights:ContributorInsights");
  });

  it("refuses one attribute with two types", async () => {
    const wrong = { ...rich, hashKey: { name: "version", type: "S" } } as const;
    let error: unknown;

    await record(() => {
      try {
        new Table("orders-table", { ...sharedArgs(), ...wrong });
      } catch (caught) {
        error = caught;
      }
    });

    expect(String(error)).to.include("the key attribute 'version' is declared with two types");
  });

  it("is the parent of all it is made of", async () => {
    const { resources } = await recordTable(rich, { contributorInsights: '["orders"]' });

    const table = the(resources, "backoffice:blocks:Table", "orders-table");
    const children = resources.filter(({ name, type }) => name.startsWith("orders-table") && type.startsWith("aws:"));
    expect(children).to.have.length(5);
    expect(children.every(({ parent }) => parent === table.urn)).to.equal(true);
  });
});
