import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { BatchWriteCommand, DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { confirmationMessage } from "../../local/traffic/message";
import { publishToTopic } from "../../local/traffic/send";
import { failureQueues, isFailureOutput, knownFailureOutputs } from "../../ops/queues/catalog";
import { type OutputGroup, outputText } from "../../ops/stack/outputs";
import { readTable } from "../../ops/stack/tables";
import { deployedStack, settled } from "./support/stack";

describe("npm run ops, on the deployed program", () => {
  const deployed = deployedStack();
  const output = (group: OutputGroup, key: string) => outputText(deployed.stack.outputs, group, key) ?? "";

  it("knows the way back of every failure queue that the program has", () => {
    const declared = Object.entries(deployed.stack.outputs).flatMap(([pipeline, group]) =>
      typeof group === "object" && group !== null
        ? Object.keys(group).flatMap((key) => (isFailureOutput(key) ? [`${pipeline}.${key}`] : []))
        : [],
    );

    expect(knownFailureOutputs).to.include.members(declared);
    expect(failureQueues(deployed.stack.outputs)).to.have.length(declared.length);
  });

  it("refuses credentials of another account, names both, and changes nothing", async () => {
    const { aws, outputs, folder, opsWith } = deployed.stack;
    const { suppressionsTableName } = outputs.confirmations;
    const item = { address: "eve@example.com", reason: "BOUNCED", at: "2026-03-01T10:00:00.000Z", eventId: "e" };
    await aws.dynamo.send(new PutCommand({ TableName: suppressionsTableName, Item: item }));
    const file = join(folder, "other-account.json");
    writeFileSync(file, JSON.stringify({ ...outputs, stack: { ...outputs.stack, accountId: "999999999999" } }));
    const commands = [
      ...["suppressions remove eve@example.com --yes", "suppressions list", "deadletters", "trace o-1"],
      ...["errors --function orders-create", "redrive --queue shipments-dead-letters --yes"],
      "discard --queue shipments-dead-letters --message m --yes",
    ];
    for (const command of commands) {
      const { code, stdout, stderr } = await opsWith(file, ...command.split(" "));

      expect({ code, stdout }, command).to.deep.equal({ code: 1, stdout: "" });
      expect(stderr).to.contain("account 999999999999, the credentials are of account 000000000000");
    }
    expect(await readTable(aws.dynamo, suppressionsTableName)).to.deep.include(item);
    await aws.dynamo.send(new DeleteCommand({ TableName: suppressionsTableName, Key: { address: item.address } }));
  });

  it("finds every error of an order that has more correlation ids than DynamoDB takes at once", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const orderId = randomUUID();
    const at = new Date();
    const ids = Array.from({ length: 250 }, (_, index) => `${orderId}-${index}`);
    const audits = ids.map((correlationId, version) => ({
      ...{ orderId, version, correlationId, action: "STATUS_CHANGED", actor: "a", at: at.toISOString() },
    }));
    for (let from = 0; from < audits.length; from += 25) {
      const requests = audits.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await aws.dynamo.send(new BatchWriteCommand({ RequestItems: { [outputs.orders.auditTableName]: requests } }));
    }
    const held = [5, 99, 100, 140, 249];
    for (const index of held) {
      const Item = {
        ...errorItem("orders-create-local", at),
        ...{ correlationId: ids[index], errorName: `Error${index}`, errorMessage: "a\nb\u001b[2J\u202e" },
      };
      await aws.dynamo.send(new PutCommand({ TableName: outputs.monitoring.errorTableName, Item }));
    }

    const { code, stdout, stderr } = await ops("trace", orderId);

    expect(code, stderr).to.equal(0);
    for (const index of held) expect(stdout).to.contain(`errorName Error${index}, errorMessage a b [2J, `);
    const verbose = await ops("errors", "--function", "orders-create", "--verbose");
    expect(verbose.stdout).to.contain("errorMessage: a b [2J\n");
  });

  it("says in which TypeScript file and line a function failed", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const correlationId = randomUUID();
    const FunctionName = outputText(outputs, "monitoring", "simulatorFunctionName") ?? "";
    const Payload = JSON.stringify({ sequence: -1, correlationId });
    const { FunctionError } = await aws.lambda.send(new InvokeCommand({ FunctionName, Qualifier: "live", Payload }));
    expect(FunctionError).to.not.equal(undefined);

    const { stdout, stderr } = await ops("errors", "--function", FunctionName, "--verbose", "--json");
    const { errors, notices } = JSON.parse(stdout);
    const entry = errors.find((each: { correlationId: string }) => each.correlationId === correlationId);

    const [, file = "", line = ""] = /^(functions\/monitoring\/simulator\/handler\.ts):(\d+)$/.exec(entry.place) ?? [];
    const source = readFileSync(join(projectRoot, file), "utf8").split("\n")[Number(line) - 1];
    expect(source, stderr).to.contain('throw new PermanentError("INVALID_MESSAGE"');
    expect(entry.stack).to.contain(`(${entry.place}:`).and.to.not.contain("/var/task/monitoring");
    expect(notices).to.deep.equal([]);
    expect((await ops("errors", "--function", FunctionName)).stdout).to.contain(entry.place);
    expect((await ops("trace", correlationId)).stdout).to.contain(`place ${entry.place}`);
  });

  it("ends quietly when its reader has read enough", async () => {
    const { aws, outputs, opsAndClose } = deployed.stack;
    const { errorTableName } = outputs.monitoring;
    const items = Array.from({ length: 500 }, () => errorItem("monitoring-many", new Date()));
    for (let from = 0; from < items.length; from += 25) {
      const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await aws.dynamo.send(new BatchWriteCommand({ RequestItems: { [errorTableName]: requests } }));
    }

    const { code, stderr } = await opsAndClose("errors", "--function", "monitoring-many", "--limit", "500");

    expect(code).to.equal(0);
    expect(stderr).to.match(/^'monitoring-many' is no function of this stack.*\n$/);
  });

  it("pages through the errors of a function, each once, newest first", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const { errorTableName } = outputs.monitoring;
    const now = Date.now();
    const items = Array.from({ length: 130 }, (_, index) => errorItem("monitoring-test", new Date(now - index * 1000)));
    for (let from = 0; from < items.length; from += 25) {
      const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await aws.dynamo.send(new BatchWriteCommand({ RequestItems: { [errorTableName]: requests } }));
    }
    await aws.dynamo.send(
      new PutCommand({ TableName: errorTableName, Item: errorItem("monitoring-test", new Date(now - 86_400_000)) }),
    );

    const range = ["--since", new Date(now - 3_600_000).toISOString(), "--until", new Date(now).toISOString()];
    const first = await ops("errors", "--function", "monitoring-test", ...range, "--limit", "100", "--json");
    const { cursor, errors } = JSON.parse(first.stdout);
    const second = await ops(
      "errors",
      "--function",
      "monitoring-test",
      ...range,
      "--cursor",
      cursor,
      "--limit",
      "100",
      "--json",
    );

    expect(first.code, first.stderr).to.equal(0);
    const rest = JSON.parse(second.stdout);
    expect(rest).not.to.have.property("cursor");
    const ids = [...errors, ...rest.errors].map(({ errorId }: { errorId: string }) => errorId);
    expect(ids).to.deep.equal(items.map(({ errorId }) => errorId));
  });

  it("lists suppressed addresses masked, and removes one only when that is agreed to", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const { suppressionsTableName: TableName } = outputs.confirmations;
    const Item = { address: "ann@example.com", reason: "HARD_BOUNCE", at: "2026-03-01T10:00:00.000Z", eventId: "e-1" };
    await aws.dynamo.send(new PutCommand({ TableName, Item }));

    const listed = await ops("suppressions", "list");
    const refused = await ops("suppressions", "remove", "Ann@example.com");
    const kept = await readTable(aws.dynamo, TableName);
    const removed = await ops("suppressions", "remove", "Ann@example.com", "--yes", "--json");
    const again = await ops("suppressions", "remove", "ann@example.com", "--yes");

    expect(listed.stdout)
      .to.contain("a***@example.com")
      .and.to.contain("HARD_BOUNCE")
      .and.to.contain("1 suppressed address\n");
    expect(listed.stdout).not.to.contain("ann@");
    expect(refused.code).to.equal(2);
    expect(kept).to.have.length(1);
    expect(JSON.parse(removed.stdout)).to.deep.include({ removed: true, address: "a***@example.com" });
    expect(await readTable(aws.dynamo, TableName)).to.deep.equal([]);
    expect([again.code, again.stdout]).to.deep.equal([1, "a***@example.com is not suppressed: nothing to remove\n"]);
  });

  it("follows an order from its audit to its email and its parcel, by any of its ids, in time order", async () => {
    const { aws, outputs, ops } = deployed.stack;
    const [orderId, correlationId, shipmentId] = [randomUUID(), randomUUID(), `parcel-${randomUUID()}`];
    const message = confirmationMessage(orderId, "tracy@mail.example", correlationId);
    await publishToTopic(aws.sns, output("confirmations", "topicArn"), [
      { body: JSON.stringify(message), correlationId },
    ]);
    const audit = {
      orderId,
      version: 1,
      action: "PLACED",
      actor: "tracy",
      actorType: "customer",
      to: "PLACED",
      correlationId,
    };
    await aws.dynamo.send(
      new PutCommand({ TableName: outputs.orders.auditTableName, Item: { ...audit, at: "2026-03-01T10:00:00.000Z" } }),
    );
    const shipments = outputs.shipments.tableName ?? "";
    const parcel = { pk: `SHIPMENT#${shipmentId}`, shipmentId, orderId, carrier: "carrier.fast", correlationId };
    const at = "2026-03-02T10:00:00.000Z";
    for (const Item of [
      { ...parcel, sk: `EVENT#${at}#e-1`, eventId: "e-1", eventStatus: "CREATED", occurredAt: at },
      { ...parcel, sk: "STATE", status: "CREATED", timestamp: at, place: `${at}#0#e-1`, eventId: "e-1" },
    ]) {
      await aws.dynamo.send(new PutCommand({ TableName: shipments, Item }));
    }
    const error = { ...errorItem(output("shipments", "functionName"), new Date()), correlationId };
    await aws.dynamo.send(new PutCommand({ TableName: outputs.monitoring.errorTableName, Item: error }));
    await settled(async () => {
      const deliveries = await readTable(aws.dynamo, outputs.confirmations.deliveriesTableName);
      return deliveries.some((item) => item.orderId === orderId && item.status === "SENT");
    }, "the email is sent");

    for (const id of [orderId, shipmentId, correlationId]) {
      const traced = await ops("trace", id, "--json");
      expect(traced.code, traced.stderr).to.equal(0);
      const { events, ...ids } = JSON.parse(traced.stdout);
      expect(ids).to.deep.include({ orderIds: [orderId], shipmentIds: [shipmentId], correlationIds: [correlationId] });
      expect(events.map(({ what }: { what: string }) => what)).to.include.members([
        ...["order placed", "confirmation claimed", "confirmation handed to SES", "current delivery"],
        ...["shipment event", "current shipment", "error"],
      ]);
      const times = events.map((event: { at: string }) => event.at);
      expect(times).to.deep.equal(times.toSorted());
      expect(traced.stdout).to.contain("t***@mail.example").and.not.to.contain("tracy@");
    }
    const unknown = await ops("trace", randomUUID());
    expect([unknown.code, unknown.stdout]).to.deep.equal([1, unknown.stdout]);
    expect(unknown.stdout).to.contain("the tables know nothing about");
  });
});

function errorItem(functionName: string, at: Date) {
  const timestamp = at.toISOString();
  return {
    ...{
      errorId: `${timestamp}-${randomUUID()}`,
      functionName,
      timestamp,
      errorName: "TestError",
      errorMessage: "on purpose",
    },
    ...{
      stack: "",
      durationMs: 1,
      requestId: randomUUID(),
      correlationId: randomUUID(),
      event: "{}",
      expiresAt: 4_102_444_800,
    },
  };
}
