import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeStreamCommand, DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { readInbox } from "../../local/ses/query";
import { peek } from "../../ops/queues/peek";
import { outputText } from "../../ops/stack/outputs";
import { readTable } from "../../ops/stack/tables";
import { deployedStack, settled } from "./support/stack";

const days = (count: number) => count * 86_400_000;

/** An item of the orders table. */
function item(orderId: string, changes: Readonly<Record<string, unknown>> = {}) {
  const now = new Date().toISOString();
  return {
    ...{ orderId, customerId: "customer-1", customerEmail: `${orderId}@mail.example`, status: "PLACED" },
    ...{ currency: "EUR", items: [{ sku: "s", name: "Tea", quantity: 1, unitPrice: 12 }], total: 12 },
    shippingAddress: { name: "A", line1: "L", city: "C", postalCode: "10115", country: "DE" },
    ...{ createdAt: now, updatedAt: now, version: 1, lastActor: "customer-1", lastActorType: "customer" },
    ...{ correlationId: orderId, requestHash: "hash", expiresAt: Math.floor(Date.now() / 1000) + 1_000_000 },
    ...changes,
  };
}

describe("the ways back of a stream's failures, on the deployed program", () => {
  const deployed = deployedStack();
  const url = (key: string) => outputText(deployed.stack.outputs, "orders", key) ?? "";
  const put = (Item: Readonly<Record<string, unknown>>) =>
    deployed.stack.aws.dynamo.send(new PutCommand({ TableName: deployed.stack.outputs.orders.tableName, Item }));
  const audit = async (orderId: string) =>
    (await readTable(deployed.stack.aws.dynamo, deployed.stack.outputs.orders.auditTableName)).filter(
      (entry) => entry.orderId === orderId,
    );
  const actions = async (orderId: string) =>
    (await audit(orderId)).toSorted((a, b) => Number(a.version) - Number(b.version)).map(({ action }) => action);
  const forget = async (orderId: string) => {
    for (const { version } of await audit(orderId)) {
      await deployed.stack.aws.dynamo.send(
        new DeleteCommand({
          TableName: deployed.stack.outputs.orders.auditTableName,
          Key: { orderId, version: Number(version) },
        }),
      );
    }
  };
  const emails = async (orderId: string) => {
    const { endpoint, accountId } = deployed.stack.emulator;
    return (await readInbox(endpoint, accountId)).filter(({ To }) => To.includes(`${orderId}@mail.example`)).length;
  };
  const deadLetter = (key: string, body: unknown) =>
    deployed.stack.aws.sqs.send(new SendMessageCommand({ QueueUrl: url(key), MessageBody: JSON.stringify(body) }));
  const redrive = async (queue: string) => {
    const { stdout, stderr, code } = await deployed.stack.ops("redrive", "--queue", queue, "--yes", "--json");
    return { result: JSON.parse(stdout), stderr, code };
  };

  it("replays all records of a position, removals too, and the dead letter goes", async () => {
    const { aws, emulator, outputs } = deployed.stack;
    const orderId = randomUUID();
    const TableName = outputs.orders.tableName;
    const began = new Date();
    await put(item(orderId));
    await aws.dynamo.send(
      new UpdateCommand({
        ...{ TableName, Key: { orderId }, UpdateExpression: "SET #s = :s, version = :v" },
        ...{ ExpressionAttributeNames: { "#s": "status" }, ExpressionAttributeValues: { ":s": "CONFIRMED", ":v": 2 } },
      }),
    );
    await aws.dynamo.send(new DeleteCommand({ TableName, Key: { orderId } }));
    const all = ["PLACED", "STATUS_CHANGED", "REMOVED"];
    // The emulator's filters let no removal through, so only the replay can show it.
    await settled(async () => (await actions(orderId)).length >= 2, "the changes are audited");
    await forget(orderId);
    expect(await actions(orderId)).to.deep.equal([]);
    const { region, endpoint } = emulator;
    const streams = new DynamoDBStreamsClient({ region, endpoint, credentials: await credentialsOf(aws.dynamo) });
    const { Streams: [stream] = [] } = await streams.send(new ListStreamsCommand({ TableName }));
    const streamArn = stream?.StreamArn ?? "";
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    streams.destroy();
    const [shard] = StreamDescription?.Shards ?? [];
    const startSequenceNumber = shard?.SequenceNumberRange?.StartingSequenceNumber ?? "";
    const DDBStreamBatchInfo = {
      ...{ shardId: shard?.ShardId, startSequenceNumber, endSequenceNumber: "9".repeat(30), batchSize: 3, streamArn },
      approximateArrivalOfFirstRecord: began.toISOString(),
    };
    await deadLetter("auditorFailureQueueUrl", { DDBStreamBatchInfo });

    const { result, stderr, code } = await redrive("orders-auditor-failures");

    expect(result, stderr).to.deep.include({ returned: 1, stayed: [], unclear: [] });
    expect(code).to.equal(0);
    expect(await actions(orderId)).to.deep.equal(all);
    expect(await peek(emulator, url("auditorFailureQueueUrl"))).to.deep.equal([]);
  });

  it("makes again from the table what the stream has dropped, and says what nobody knows", async () => {
    const { emulator } = deployed.stack;
    const [whole, changed] = [randomUUID(), randomUUID()];
    await put(item(whole));
    await put(item(changed));
    await put(item(changed, { version: 3, status: "SHIPPED" }));
    await settled(async () => (await actions(changed)).length === 2, "all is audited");
    await settled(async () => (await actions(whole)).length === 1, "all is audited");
    await forget(whole);
    await forget(changed);
    const DDBStreamBatchInfo = {
      ...{ shardId: "shardId-00000000000000000000-00000000", startSequenceNumber: "1", endSequenceNumber: "2" },
      ...{ batchSize: 4, approximateArrivalOfFirstRecord: new Date().toISOString() },
      streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/gone/stream/gone",
    };
    await deadLetter("auditorFailureQueueUrl", { DDBStreamBatchInfo });

    const { result, code } = await redrive("orders-auditor-failures");

    expect(code).to.equal(1);
    expect(result.stayed[0]?.why, JSON.stringify(result)).to.contain(`order ${changed}: nobody knows version 1, 2`);
    expect([await actions(whole), await actions(changed)]).to.deep.equal([["PLACED"], ["STATUS_CHANGED"]]);
    const [left] = await peek(emulator, url("auditorFailureQueueUrl"));
    const discarded = await deployed.stack.ops(
      ...["discard", "--queue", "orders-auditor-failures", "--message", left?.MessageId ?? "", "--yes"],
    );
    expect(discarded.code, discarded.stderr).to.equal(0);
  });

  it("leaves a record that still cannot be read, and publishes the order once it is repaired", async () => {
    const { emulator, ops } = deployed.stack;
    const orderId = randomUUID();
    const { customerId: _missing, ...damaged } = item(orderId);
    await put(damaged);
    const put_aside = async () =>
      (await peek(emulator, url("publisherFailureQueueUrl"))).filter(({ Body }) => Body.includes(orderId)).length;
    await settled(async () => (await put_aside()) === 1, "it is put aside");
    const shown = await ops("deadletters", "--queue", "orders-publisher-failures");
    expect(shown.stdout).to.contain(`UNREADABLE_RECORD  record ${orderId}  1 dead letter`);

    const early = await redrive("orders-publisher-failures");
    expect(early.result.stayed[0]?.why, JSON.stringify(early.result)).to.equal(
      "it still cannot be read: An item of the orders table holds no order; wrong: customerId",
    );

    // The repair itself publishes nothing: the status did not change.
    await put(item(orderId));
    const later = await redrive("orders-publisher-failures");
    expect(later.result, later.stderr).to.deep.include({ returned: 1, stayed: [] });
    await settled(async () => (await emails(orderId)) === 1, "the email is out");
    expect(await put_aside()).to.equal(0);
  });

  it("republishes orders that were restored from a backup; twice is one email", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const orderId = randomUUID();
    const createdAt = new Date(Date.now() - days(500)).toISOString();
    await put(item(orderId, { version: 4, status: "DELIVERED", createdAt, updatedAt: createdAt }));
    // Those behind it on the stream are published, so it was read.
    const behind = randomUUID();
    await put(item(behind));
    await settled(async () => (await emails(behind)) === 1, "the next order's email is out");
    expect(await emails(orderId)).to.equal(0);

    const dry = await ops("republish", orderId, "no-such-order", "--dry-run", "--json");
    const unattended = await ops("republish", orderId);
    expect([unattended.code, await emails(orderId)]).to.deep.equal([2, 0]);
    expect(dry.code).to.equal(1);
    expect(JSON.parse(dry.stdout).orders).to.deep.equal([
      {
        ...{ orderId, republished: false, unknownVersions: [2, 3] },
        changes: [
          { version: 1, status: "PLACED", at: createdAt },
          { version: 4, status: "DELIVERED", at: createdAt },
        ],
      },
      { orderId: "no-such-order", republished: false, changes: [], why: "there is no such order in the table" },
    ]);

    for (const _time of [1, 2]) {
      const republished = await ops("republish", orderId, "--yes");
      expect(republished.stdout, republished.stderr).to.equal(
        `${orderId}: published again (1 PLACED, 4 DELIVERED); nobody knows version 2, 3\n`,
      );
      await settled(async () => (await emails(orderId)) === 1, "the email is out");
    }
    const queue = outputText(outputs, "confirmations", "queueUrl") ?? "";
    await settled(async () => (await peek(deployed.stack.emulator, queue)).length === 0, "the repetition is processed");
    expect(await emails(orderId)).to.equal(1);
    const deliveries = await readTable(aws.dynamo, outputs.confirmations.deliveriesTableName);
    expect(
      deliveries.filter((delivery) => delivery.orderId === orderId).map(({ attempts }) => Number(attempts)),
    ).to.deep.equal([1]);
  });
});

/** The emulator's administrator, as the other clients have it. */
async function credentialsOf(client: { readonly config: Pick<DynamoDBClient["config"], "credentials"> }) {
  return await client.config.credentials();
}
