import { randomUUID } from "node:crypto";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { readInbox } from "../../local/ses/query";
import { confirmationMessage } from "../../local/traffic/message";
import { peek } from "../../ops/queues/peek";
import { type OutputGroup, outputText } from "../../ops/stack/outputs";
import { readTable } from "../../ops/stack/tables";
import { deployedStack, settled } from "./support/stack";

describe("the ways back of dead letters, on the deployed program", () => {
  const deployed = deployedStack();
  const output = (group: OutputGroup, key: string) => outputText(deployed.stack.outputs, group, key) ?? "";

  it("sends an UNCERTAIN confirmation again only when an operator permits it, and then once, however many dead letters the order has", async () => {
    const { aws, emulator, outputs, ops } = deployed.stack;
    const orderId = randomUUID();
    const body = JSON.stringify(confirmationMessage(orderId, "una@mail.example", orderId));
    const uncertain = {
      ...{ orderId, address: "una@mail.example", status: "UNCERTAIN", evidence: 0, attempts: 1, leaseUntil: 0 },
      ...{ createdAt: "2026-03-01T10:00:00.000Z", updatedAt: "2026-03-01T10:00:00.000Z", correlationId: orderId },
    };
    await aws.dynamo.send(new PutCommand({ TableName: outputs.confirmations.deliveriesTableName, Item: uncertain }));
    const deadLetterQueueUrl = output("confirmations", "deadLetterQueueUrl");
    const reason = { DataType: "String", StringValue: "UNCERTAIN" };
    for (const _letter of [1, 2, 3]) {
      await aws.sqs.send(
        new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: body, MessageAttributes: { reason } }),
      );
    }
    const emails = async () =>
      (await readInbox(emulator.endpoint, emulator.accountId)).filter(({ To }) => To.includes("una@mail.example"));
    const dead = async () => (await peek(emulator, deadLetterQueueUrl)).map(({ Body }) => Body);

    await ops("redrive", "--queue", "confirmations-dead-letters", "--yes");
    await settled(async () => (await dead()).length === 3, "all are UNCERTAIN again");
    expect(await emails()).to.have.length(0);

    const permitted = await ops(
      "redrive",
      "--queue",
      "confirmations-dead-letters",
      "--confirm-resend",
      "--yes",
      "--json",
    );
    expect(JSON.parse(permitted.stdout), permitted.stderr).to.include({ returned: 3 });
    await settled(async () => (await emails()).length === 1, "the email is out");
    await settled(
      async () => (await peek(emulator, output("confirmations", "queueUrl"))).length === 0,
      "all are processed",
    );
    expect([await dead(), (await emails()).length]).to.deep.equal([[], 1]);

    const elsewhere = await ops(
      "redrive",
      "--queue",
      "confirmations-feedback-dead-letters",
      "--confirm-resend",
      "--yes",
    );
    expect(elsewhere.code).to.equal(2);
    expect(elsewhere.stderr).to.match(
      /^error: --confirm-resend is for confirmations-dead-letters-local\b.* only, not for confirmations-feedback-dead-letters-local\n$/,
    );
  });

  it("sends a carrier's event back to the shipments' queue, from the reader's dead letters and from the rule's", async () => {
    const { aws, emulator, outputs, ops } = deployed.stack;
    const shipmentId = `parcel-${randomUUID()}`;
    const eventOf = (eventId: string, occurredAt: string) => ({
      ...{ version: "0", id: randomUUID(), source: "carrier.fast", "detail-type": "ShipmentStatusChanged" },
      detail: { eventId, shipmentId, orderId: "o-1", carrier: "fast", status: "CREATED", occurredAt },
    });
    const queues = [
      [output("shipments", "deadLetterQueueUrl"), "reason", eventOf("e-1", "2026-03-01T10:00:00.000Z")],
      [output("shipments", "targetDeadLetterQueueUrl"), "ERROR_CODE", eventOf("e-2", "2026-03-01T11:00:00.000Z")],
    ] as const;

    for (const [QueueUrl, attribute, event] of queues) {
      const MessageAttributes = { [attribute]: { DataType: "String", StringValue: "TRIED_TOO_OFTEN" } };
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event), MessageAttributes }));
      const redriven = await ops("redrive", "--queue", QueueUrl.split("/").at(-1) ?? "", "--yes", "--json");
      expect(JSON.parse(redriven.stdout), redriven.stderr).to.include({ returned: 1 });
    }

    const history = async () =>
      (await readTable(aws.dynamo, outputs.shipments.tableName ?? "")).filter((item) => item.shipmentId === shipmentId);
    await settled(async () => (await history()).length === 3, "both events are kept, with one state");
    for (const [url] of queues) expect(await peek(emulator, url)).to.deep.equal([]);
  });

  it("sends what a topic could not deliver to the queue that it was meant for", async () => {
    const { aws, emulator, ops } = deployed.stack;
    const orderId = randomUUID();
    const at = new Date().toISOString();
    const email = { timestamp: at, messageId: "m-1", destination: [], tags: { orderId: [orderId] } };
    const queues = [
      ["subscriptionDeadLetterQueueUrl", "queueUrl", confirmationMessage(orderId, "sub@mail.example", orderId)],
      ["feedbackSubscriptionDeadLetterQueueUrl", "feedbackQueueUrl", { eventType: "Open", mail: email, open: {} }],
    ] as const;

    for (const [from, to, body] of queues) {
      const QueueUrl = output("confirmations", from);
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
      const redriven = await ops("redrive", "--queue", QueueUrl.split("/").at(-1) ?? "", "--yes", "--json");
      expect(JSON.parse(redriven.stdout), redriven.stderr).to.include({ returned: 1 });
      expect(await peek(emulator, QueueUrl)).to.deep.equal([]);
      await settled(async () => (await peek(emulator, output("confirmations", to))).length === 0, "it is processed");
    }

    const emails = await readInbox(emulator.endpoint, emulator.accountId);
    expect(emails.filter(({ To }) => To.includes("sub@mail.example"))).to.have.length(1);
  });

  it("end where nothing can be repaired: one dead letter is removed for good, and only that one", async () => {
    const { aws, emulator, ops } = deployed.stack;
    const url = output("confirmations", "subscriptionDeadLetterQueueUrl");
    for (let index = 0; index < 12; index++) {
      await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: `poison ${index}` }));
    }
    const [, second] = await peek(emulator, url);
    const named = ["--queue", "confirmations-subscription-dead-letters", "--message", second?.MessageId ?? ""];

    const unattended = await ops("discard", ...named);
    const before = await peek(emulator, url);
    const discarded = await ops("discard", ...named, "--yes", "--json");
    const again = await ops("discard", ...named, "--yes");

    expect(unattended.code).to.equal(2);
    expect(before).to.have.length(12);
    expect(JSON.parse(discarded.stdout)).to.include({ discarded: true });
    expect([again.code, again.stdout.includes("nothing was changed")]).to.deep.equal([1, true]);
    const left = await peek(emulator, url);
    expect(left).to.have.length(11);
    expect(left.some(({ MessageId }) => MessageId === second?.MessageId)).to.equal(false);
    expect(left.every(({ IsVisible }) => IsVisible)).to.equal(true);
  });

  it("are found on AWS by the stack's outputs: a look receives and gives back, and without move tasks dead letters go one by one", async () => {
    const { aws, emulator, opsOnAws } = deployed.stack;
    const url = output("confirmations", "feedbackDeadLetterQueueUrl");
    for (let index = 0; index < 12; index++) {
      await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: `poison ${index}` }));
    }

    const shown = await opsOnAws(
      "deadletters",
      "--queue",
      "confirmations-feedback-dead-letters",
      "--peek",
      "12",
      "--json",
    );
    const [queue] = JSON.parse(shown.stdout).queues;
    const afterLook = await peek(emulator, url);
    const redriven = await opsOnAws("redrive", "--queue", "confirmations-feedback-dead-letters", "--yes", "--json");

    expect(queue, shown.stderr)
      .to.include({ visible: 12, received: true })
      .and.to.have.property("messages")
      .with.lengthOf(12);
    expect(afterLook.map(({ IsVisible }) => IsVisible)).to.deep.equal(Array.from({ length: 12 }, () => true));
    expect(JSON.parse(redriven.stdout), redriven.stderr).to.deep.include({ returned: 12, stayed: [], unclear: [] });
    await settled(async () => (await peek(emulator, url)).length === 12, "each has died again, once");
  });
});
