// X13: a restore, rehearsed on the deployed program. The emulator's copy is what the table has when the copy is made, whatever the time that is
// asked for: so here it is made before the damage, as AWS makes one of a moment before it.
import { randomUUID } from "node:crypto";
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTagsOfResourceCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { readInbox } from "../../local/ses/query";
import { anyOrder } from "./support/order";
import { deployedStack, settled } from "./support/stack";

describe("npm run ops -- restore, on the deployed program", () => {
  const deployed = deployedStack();
  const TableName = "orders-table-local";
  const copy = "orders-table-r1-local";
  const dynamo = () => deployed.stack.aws.dynamo;
  const put = (Item: Readonly<Record<string, unknown>>) => dynamo().send(new PutCommand({ TableName, Item }));
  const read = async (orderId: string) =>
    (await dynamo().send(new GetCommand({ TableName, Key: { orderId }, ConsistentRead: true }))).Item;
  const emails = async (orderId: string) => {
    const { endpoint, accountId } = deployed.stack.emulator;
    return (await readInbox(endpoint, accountId)).filter(({ To }) => To.includes(`${orderId}@mail.example`)).length;
  };
  const notified = (orderId: string) => settled(async () => (await emails(orderId)) === 1, `${orderId} has its email`);
  const describeTable = async (name: string) =>
    (
      await dynamo()
        .send(new DescribeTableCommand({ TableName: name }))
        .catch(() => undefined)
    )?.Table;

  it("brings back what was deleted and damaged, loses no later write, and sends no email twice", async () => {
    const { ops } = deployed.stack;
    const [whole, damaged, deleted, later] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const id of [whole, damaged, deleted, later]) await put(anyOrder(id));
    for (const id of [whole, damaged, deleted, later]) await notified(id);
    const before = new Map(
      await Promise.all([whole, damaged, deleted].map(async (id) => [id, await read(id)] as const)),
    );
    const at = `${new Date().toISOString().slice(0, 19)}Z`;

    const unattended = await ops("restore", "--table", "orders-table", "--at", at);
    expect([unattended.code, await describeTable(copy)], unattended.stderr).to.deep.equal([2, undefined]);
    const dry = await ops("restore", "--table", "orders-table", "--at", at, "--dry-run");
    expect([dry.code, await describeTable(copy)], dry.stderr).to.deep.equal([0, undefined]);
    expect(dry.stdout).to.contain(`would restore ${TableName}, as it was at ${at.slice(0, 19)}.000Z, to ${copy}`);

    const made = await ops("restore", "--table", "orders-table", "--at", at, "--yes");
    expect(made.code, made.stderr).to.equal(0);
    expect(made.stdout).to.contain("4 alike, 0 written since, 0 expired, 0 missing, 0 damaged");
    expect(made.stderr).to.match(/1\. restoring .*\n.*2\. waiting .*\n.*3\. comparing /);
    const table = await describeTable(TableName);
    const restored = await describeTable(copy);
    expect(restored?.StreamSpecification).to.equal(undefined);
    const { Tags } = await dynamo().send(new ListTagsOfResourceCommand({ ResourceArn: restored?.TableArn }));
    expect(Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]))).to.include({
      Environment: "local",
      RestoredFrom: TableName,
      RestoredAt: `${at.slice(0, 19)}.000Z`,
    });

    const Key = (orderId: string) => ({ TableName, Key: { orderId } });
    await dynamo().send(
      new UpdateCommand({
        ...Key(damaged),
        UpdateExpression: "SET customerEmail = :e, #t = :t REMOVE shippingAddress",
        ExpressionAttributeNames: { "#t": "total" },
        ExpressionAttributeValues: { ":e": "nobody@example.com", ":t": 0 },
      }),
    );
    await dynamo().send(new DeleteCommand(Key(deleted)));
    const changed = {
      ...anyOrder(later),
      version: 2,
      status: "CONFIRMED",
      updatedAt: new Date(Date.now() + 1).toISOString(),
    };
    await put(changed);

    const found = await ops("restore", "--table", TableName, "--at", at, "--yes", "--json");
    expect(found.code, found.stderr).to.equal(0);
    expect(JSON.parse(found.stdout)).to.deep.include({
      ...{ same: 1, missing: [deleted], damaged: [damaged], newer: [later], unclear: [], copied: 0, dropped: false },
    });
    const kept = await ops("restore", "--table", TableName, "--at", at, "--copy", "both", "--keys", later, "--yes");
    expect(kept.code).to.equal(1);
    expect(kept.stdout).to.contain(`not among what can be copied: ${later}`);

    const back = await ops(
      "restore",
      "--table",
      TableName,
      "--at",
      at,
      "--copy",
      "both",
      "--drop-copy",
      "--yes",
      "--json",
    );
    expect(back.code, back.stderr).to.equal(0);
    expect(JSON.parse(back.stdout)).to.deep.include({ chosen: 2, copied: 2, changedMeanwhile: [], dropped: true });
    for (const id of [whole, damaged, deleted]) expect(await read(id), id).to.deep.equal(before.get(id));
    expect(Number((await read(later))?.version)).to.equal(2);
    expect(await describeTable(copy)).to.equal(undefined);
    // The table itself was never taken away: its stream and its expiry are what they were.
    expect((await describeTable(TableName))?.LatestStreamArn).to.equal(table?.LatestStreamArn);
    const ttl = await dynamo().send(new DescribeTimeToLiveCommand({ TableName }));
    expect(ttl.TimeToLiveDescription).to.deep.include({ AttributeName: "expiresAt", TimeToLiveStatus: "ENABLED" });
    // What comes behind them on the stream is notified, so they were seen.
    const behind = randomUUID();
    await put(anyOrder(behind));
    await notified(behind);
    for (const id of [whole, damaged, deleted, later]) expect(await emails(id), id).to.equal(1);
  });

  it("goes on with its own copy only, and overwrites a later write only with --lose-writes", async () => {
    const { ops } = deployed.stack;
    const orderId = randomUUID();
    await put(anyOrder(orderId));
    await notified(orderId);
    const at = "2026-11-28T09:30:00Z";
    const restore = (...more: readonly string[]) => ops("restore", "--table", "orders-table", "--yes", ...more);
    expect((await restore("--at", at)).code).to.equal(0);

    const other = await restore("--at", "2026-11-28T09:30:01Z");
    expect(other.code).to.equal(1);
    expect(other.stderr).to.contain(
      `there is a table ${copy}, and it is not ${TableName} as it was at 2026-11-28T09:30:01.000Z`,
    );
    const own = await restore("--at", at, "--into", "shipments-table-local");
    expect(own.code).to.equal(2);
    expect(own.stderr).to.contain("one of the stack's own");

    await put({ ...anyOrder(orderId), version: 5 });
    const lost = await restore("--at", at, "--copy", "damaged", "--keys", orderId, "--lose-writes", "--drop-copy");
    expect(lost.code, lost.stderr + lost.stdout).to.equal(0);
    expect(Number((await read(orderId))?.version)).to.equal(1);
    expect(await describeTable(copy)).to.equal(undefined);
  });
});
