// X13, procedure B: a whole table is put back under its name, rehearsed on the deployed program. The emulator keeps no history: its copy is
// what the table has when the copy is made, so here it is made before the damage. What `pulumi up --refresh` does afterwards, replacing the
// mappings of the stream, is done here as the program declares them.
import { randomUUID } from "node:crypto";
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { DeleteCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { readInbox } from "../../local/ses/query";
import { anyOrder } from "./support/order";
import { deployedStack, settled } from "./support/stack";

describe("npm run ops -- restore --replace, on the deployed program", () => {
  // A call may run that long after the doors are closed, and is waited for.
  const deployed = deployedStack({ functionTimeoutSeconds: "5", webhookTimeoutSeconds: "1" });
  const TableName = "orders-table-local";
  const at = `${new Date(Date.now() - 1000).toISOString().slice(0, 19)}.000Z`;
  const dynamo = () => deployed.stack.aws.dynamo;
  const lambda = () => deployed.stack.aws.lambda;
  const put = (Item: Readonly<Record<string, unknown>>) => dynamo().send(new PutCommand({ TableName, Item }));
  const read = async (orderId: string) =>
    (await dynamo().send(new GetCommand({ TableName, Key: { orderId }, ConsistentRead: true }))).Item;
  const emails = async (orderId: string) => {
    const { endpoint, accountId } = deployed.stack.emulator;
    return (await readInbox(endpoint, accountId)).filter(({ To }) => To.includes(`${orderId}@mail.example`)).length;
  };
  const notified = (orderId: string) => settled(async () => (await emails(orderId)) === 1, `${orderId} has its email`);
  const restore = (...more: readonly string[]) =>
    deployed.stack.ops("restore", "--table", "orders-table", "--at", at, ...more);
  const describeTable = async (name: string): Promise<TableDescription | undefined> =>
    (
      await dynamo()
        .send(new DescribeTableCommand({ TableName: name }))
        .catch(() => undefined)
    )?.Table;
  const mappings = async (): Promise<readonly EventSourceMappingConfiguration[]> =>
    (await lambda().send(new ListEventSourceMappingsCommand({}))).EventSourceMappings ?? [];
  const streamMappings = async () =>
    (await mappings()).filter(({ EventSourceArn }) => EventSourceArn?.includes(`table/${TableName}/stream/`));
  const reserved = async (name: string) =>
    (await lambda().send(new GetFunctionConcurrencyCommand({ FunctionName: `orders-${name}-local` })))
      .ReservedConcurrentExecutions;
  const settingsOf = async (table: TableDescription | undefined) => {
    const [ttl, recovery, tags] = await Promise.all([
      dynamo().send(new DescribeTimeToLiveCommand({ TableName })),
      dynamo().send(new DescribeContinuousBackupsCommand({ TableName })),
      dynamo().send(new ListTagsOfResourceCommand({ ResourceArn: table?.TableArn })),
    ]);
    return {
      stream: table?.StreamSpecification,
      ttl: ttl.TimeToLiveDescription,
      recovery:
        recovery.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus ?? "none",
      tags: new Map((tags.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    };
  };
  const called = ["create", "get", "list", "update-status"];

  it("puts everything back, with stream, expiry, recovery and tags; loses no write unasked, and sends no email twice", async () => {
    const ids = Array.from({ length: 6 }, () => randomUUID());
    for (const id of ids) await put(anyOrder(id));
    for (const id of ids) await notified(id);
    const before = new Map(await Promise.all(ids.map(async (id) => [id, await read(id)] as const)));
    const original = await describeTable(TableName);
    const had = await settingsOf(original);
    expect(had.stream).to.deep.equal({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
    expect([had.ttl?.AttributeName, had.recovery]).to.deep.equal(["expiresAt", "ENABLED"]);
    expect((await restore("--yes")).code).to.equal(0); // the copy, of the moment before the damage

    const [damaged = "", other = "", deleted = "", gone = "", changed = "", whole = ""] = ids;
    for (const orderId of [damaged, other])
      await dynamo().send(
        new UpdateCommand({
          TableName,
          Key: { orderId },
          UpdateExpression: "SET customerEmail = :e REMOVE shippingAddress",
          ExpressionAttributeValues: { ":e": "nobody@example.com" },
        }),
      );
    for (const orderId of [deleted, gone]) await dynamo().send(new DeleteCommand({ TableName, Key: { orderId } }));
    await put({ ...anyOrder(changed), version: 2, status: "CONFIRMED" });
    const added = randomUUID();
    await put(anyOrder(added));
    await notified(added);

    const refused = await restore("--replace", "--confirm", TableName, "--yes");
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.contain(
      "1 item written since and later writes to 1 item in orders-table-local would be lost",
    );
    const dry = await restore("--replace", "--lose-writes", "--dry-run");
    expect(dry.code, dry.stderr).to.equal(0);
    expect(dry.stdout).to.match(
      /would close orders-\S+-local.*delete orders-table-local, and with it 1 item written since/,
    );
    const unconfirmed = await restore("--replace", "--lose-writes", "--yes");
    expect(unconfirmed.code).to.equal(2);
    expect(unconfirmed.stderr).to.contain("--confirm: must be orders-table-local");
    expect((await describeTable(TableName))?.TableId).to.equal(original?.TableId);
    expect(await Promise.all(called.map(reserved))).to.deep.equal(called.map(() => undefined));

    const replaced = await restore("--replace", "--lose-writes", "--confirm", TableName, "--yes");
    expect(replaced.code, replaced.stderr).to.equal(0);
    expect([...replaced.stderr.matchAll(/^(\d)\. (\w+)/gm)].map(([, step, what]) => `${step} ${what}`)).to.deep.equal([
      ...["2 waiting", "3 comparing", "4 closing", "5 waiting", "6 backing", "7 deleting", "8 restoring", "9 waiting"],
    ]);
    expect(replaced.stdout).to.contain("pulumi up --refresh opens it");
    const table = await describeTable(TableName);
    expect(table?.TableId).to.not.equal(original?.TableId);
    for (const id of ids) expect(await read(id), id).to.deep.equal(before.get(id));
    expect(await read(added)).to.equal(undefined);
    const all = await dynamo().send(new ScanCommand({ TableName, Select: "COUNT" }));
    expect(all.Count).to.equal(ids.length);
    const has = await settingsOf(table);
    expect({ ...has, tags: undefined }).to.deep.equal({ ...had, tags: undefined });
    expect([...has.tags].sort()).to.deep.equal([...had.tags].sort());
    expect(table?.LatestStreamArn).to.not.equal(original?.LatestStreamArn);
    expect((table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)).to.deep.equal(
      (original?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName),
    );

    // Closed until `up`.
    expect(await Promise.all(called.map(reserved))).to.deep.equal(called.map(() => 0));
    const old = await streamMappings();
    expect(old.map(({ State }) => State)).to.deep.equal(["Disabled", "Disabled"]);
    await replaceMappings(old, table?.LatestStreamArn);
    const wouldOpen = await restore("--open", "--dry-run");
    expect(wouldOpen.code, wouldOpen.stderr).to.equal(0);
    expect(wouldOpen.stdout).to.match(/^would open .*orders-create-local/m);
    const wouldGoOn = await restore("--replace", "--lose-writes", "--dry-run");
    expect(wouldGoOn.stdout, wouldGoOn.stderr).to.contain("would go on: restore orders-table-local from");
    expect(await Promise.all(called.map(reserved))).to.deep.equal(called.map(() => 0));
    const opened = await restore("--open");
    expect(opened.code, opened.stderr).to.equal(0);
    expect(await Promise.all(called.map(reserved))).to.deep.equal(called.map(() => undefined));

    // What comes behind them on the new stream is notified, so they would have been seen.
    const behind = randomUUID();
    await put(anyOrder(behind));
    await notified(behind);
    const sent = await Promise.all([...ids, added].map(emails));
    expect(sent).to.deep.equal(sent.map(() => 1));
    const figures = {
      orders: ids.length,
      damaged: 2,
      deleted: 2,
      changedSince: 1,
      whole: 1,
      lost: 1,
      emails: sent.length,
    };
    expect(figures.damaged + figures.deleted + figures.changedSince + figures.whole).to.equal(ids.length);
    expect(whole).to.not.equal("");
  });

  it("goes on where it was cut off, and deletes the table that was meant and no other", async () => {
    const id = randomUUID();
    await put(anyOrder(id));
    await notified(id);
    const first = await describeTable(TableName);
    expect((await restore("--drop-copy", "--yes")).code).to.equal(0);
    expect((await restore("--yes")).code).to.equal(0);
    const isClosed = async () => (await reserved("create")) === 0;
    const replace = ["--replace", "--confirm", TableName, "--yes"];

    const cut = await deployed.stack.opsUntil(isClosed, "restore", "--table", "orders-table", "--at", at, ...replace);
    expect([cut.code, cut.stderr.includes("stopped. To go on: npm run ops -- restore")], cut.stderr).to.deep.equal([
      ...[1, true],
    ]);
    expect((await describeTable(TableName))?.TableId).to.equal(first?.TableId);
    // As if it had been cut off between the deletion and the restore.
    await dynamo().send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await dynamo().send(new DeleteTableCommand({ TableName }));

    const again = await restore(...replace);
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stderr).to.not.contain("3. comparing");
    expect(await read(id)).to.deep.include({ orderId: id });
    const then = await describeTable(TableName);
    expect(then?.TableId).to.not.equal(first?.TableId);
    expect(then?.StreamSpecification).to.deep.equal(first?.StreamSpecification);
    // Done already: the table that is there now is the new one, and stays.
    const once = await restore(...replace);
    expect(once.code, once.stderr).to.equal(0);
    expect(once.stderr)
      .to.match(/^9\. waiting/m)
      .and.not.contain("7. deleting");
    expect((await describeTable(TableName))?.TableId).to.equal(then?.TableId);
    // What was closed before the cut is known still.
    expect((await restore("--open")).code).to.equal(0);
    expect(await Promise.all(called.map(reserved))).to.deep.equal(called.map(() => undefined));
  });

  async function replaceMappings(old: readonly EventSourceMappingConfiguration[], stream: string | undefined) {
    for (const mapping of old) {
      const { UUID, FunctionArn, BatchSize, FilterCriteria, FunctionResponseTypes, DestinationConfig } = mapping;
      await lambda().send(new DeleteEventSourceMappingCommand({ UUID }));
      await lambda().send(
        new CreateEventSourceMappingCommand({
          ...{ EventSourceArn: stream, FunctionName: FunctionArn, StartingPosition: "TRIM_HORIZON" },
          ...{ BatchSize, FilterCriteria, FunctionResponseTypes, DestinationConfig },
        }),
      );
    }
  }
});
