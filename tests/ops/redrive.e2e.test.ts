import { randomUUID } from "node:crypto";
import { CreateEmailIdentityCommand, DeleteEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { expect } from "chai";
import { readInbox } from "../../local/ses/query";
import { confirmationMessage } from "../../local/traffic/message";
import { publishToTopic } from "../../local/traffic/send";
import { peek } from "../../ops/queues/peek";
import { outputText } from "../../ops/stack/outputs";
import { readTable, textOf } from "../../ops/stack/tables";
import { deployedStack, settled } from "./support/stack";

const orders = 25;

describe("ops redrive, on the deployed program", () => {
  const deployed = deployedStack();

  it("empties a dead-letter queue whose cause was fixed, and every message is then processed exactly once", async () => {
    const { aws, emulator, outputs, ops } = deployed.stack;
    const output = (key: string) => outputText(outputs, "confirmations", key) ?? "";
    const deadLetters = () => peek(emulator, output("deadLetterQueueUrl"));
    const deliveries = () => readTable(aws.dynamo, outputs.confirmations.deliveriesTableName);
    const sender = { EmailIdentity: output("senderAddress") };

    // The cause: SES does not know the sender any more, and refuses for good.
    await aws.sesv2.send(new DeleteEmailIdentityCommand(sender));
    const ids = Array.from({ length: orders }, () => randomUUID());
    const messages = ids.map((id, index) => ({
      body: JSON.stringify(confirmationMessage(id, `customer-${index}@mail.example`, id)),
      correlationId: id,
    }));
    await publishToTopic(aws.sns, output("topicArn"), [...messages, { body: "{ poison", correlationId: randomUUID() }]);
    await settled(async () => (await deadLetters()).length === orders + 1, "all messages are dead");

    const shown = await ops("deadletters", "--queue", "confirmations-dead-letters", "--peek", "100", "--json");
    const unattended = await ops("redrive", "--queue", "confirmations-dead-letters");
    const dry = await ops("redrive", "--queue", "confirmations-dead-letters", "--dry-run", "--json");

    expect(shown.code, shown.stderr).to.equal(0);
    const [queue] = JSON.parse(shown.stdout).queues;
    expect(queue).to.include({ queue: "confirmations-dead-letters-local", visible: orders + 1, received: false });
    expect(queue.reasons.INVALID_JSON).to.equal(1);
    expect(queue.messages.map((message: { ids: { orderId?: string } }) => message.ids.orderId)).to.include.members(ids);
    expect(shown.stdout).not.to.contain("@mail.example");
    expect(unattended.code).to.equal(2);
    expect(unattended.stderr).to.contain("--yes");
    expect(JSON.parse(dry.stdout)).to.include({ dryRun: true, wouldReturn: orders + 1 });
    expect(await deadLetters()).to.have.length(orders + 1);
    expect((await deadLetters()).every(({ ReceiveCount }) => ReceiveCount === 0)).to.equal(true);

    await aws.sesv2.send(new CreateEmailIdentityCommand(sender));
    const redriven = await ops("redrive", "--queue", "confirmations-dead-letters", "--yes", "--json");

    // The poison went back once, died again, and was then left alone or not met again.
    const result = JSON.parse(redriven.stdout);
    expect(result, redriven.stderr).to.deep.include({ returned: orders + 1, stayed: [], unclear: [], stopped: false });
    expect(redriven.stderr).to.contain("sent back");
    expect(redriven.code).to.equal(result.cameBack === 0 ? 0 : 1);
    await settled(
      async () => (await deliveries()).filter((item) => item.status === "SENT").length === orders,
      "all are sent",
    );
    await settled(async () => (await deadLetters()).length === 1, "the poison is dead again");
    expect(await peek(emulator, output("queueUrl"))).to.deep.equal([]);
    const [poison] = await deadLetters();
    expect(poison?.Body).to.equal("{ poison");
    expect(poison?.MessageAttributes.reason?.StringValue).to.equal("INVALID_JSON");
    const emails = await readInbox(emulator.endpoint, emulator.accountId);
    expect(emails.map(({ To }) => To[0]).toSorted()).to.deep.equal(
      ids.map((_, index) => `customer-${index}@mail.example`).toSorted(),
    );
    for (const item of await deliveries()) expect(textOf(item, "correlationId")).to.equal(textOf(item, "orderId"));
  });
});
