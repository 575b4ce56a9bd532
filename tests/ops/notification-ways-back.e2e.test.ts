import { randomUUID } from "node:crypto";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { peek } from "../../ops/queues/peek";
import { type OutputGroup, outputText } from "../../ops/stack/outputs";
import { readTable } from "../../ops/stack/tables";
import { deployedStack, settled } from "./support/stack";

describe("the ways back of notifications' dead letters, on the deployed program", () => {
  const deployed = deployedStack();
  const output = (group: OutputGroup, key: string) => outputText(deployed.stack.outputs, group, key) ?? "";

  it("sends a fallback again of which nobody knows whether it went out, when an operator permits it", async () => {
    const { aws, emulator, outputs, ops } = deployed.stack;
    const notificationId = randomUUID();
    const TableName = outputs.notifications.tableName ?? "";
    const uncertain = {
      ...{
        notificationId,
        stage: "FALLBACK_UNCERTAIN",
        status: "FAILED",
        leaseOwner: "gone",
        leaseUntil: 0,
        attempt: 2,
      },
      ...{ reason: "HTTP_503", errorName: "DeliveryError", errorMessage: "it answered 503", stack: "-" },
      ...{ timestamp: "2026-03-01T10:00:00.000Z", fallbackAttempts: 1 },
    };
    await aws.dynamo.send(new PutCommand({ TableName, Item: uncertain }));
    const Message = JSON.stringify({ subject: "Uncertain", message: "There", severity: "info", source: "test" });
    const Sns = { MessageId: notificationId, Message, Timestamp: new Date().toISOString(), MessageAttributes: {} };
    const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${output("notifications", "functionName")}:live`;
    const deadLetter = {
      requestContext: { functionArn, condition: "RetriesExhausted" },
      requestPayload: { Records: [{ EventSource: "aws:sns", Sns }] },
      responsePayload: { errorType: "PermanentError", errorMessage: "FALLBACK_UNCERTAIN: nobody knows" },
    };
    const QueueUrl = output("notifications", "failureQueueUrl");
    for (const _letter of [1, 2]) {
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(deadLetter) }));
    }
    const name = QueueUrl.split("/").at(-1) ?? "";

    const redriven = await ops("redrive", "--queue", name, "--confirm-resend", "--yes", "--json");

    expect(JSON.parse(redriven.stdout), redriven.stderr).to.include({ returned: 2 });
    const item = async () =>
      (await readTable(aws.dynamo, TableName)).find((found) => found.notificationId === notificationId);
    await settled(async () => (await item())?.stage === "FALLBACK_SENT", "the fallback is out");
    const sent = (await item()) ?? {};
    expect([String(sent.attempt), String(sent.fallbackAttempts)]).to.deep.equal(["3", "2"]);
    await aws.dynamo.send(new DeleteCommand({ TableName, Key: { notificationId } }));
    expect(await peek(emulator, QueueUrl)).to.deep.equal([]);
  });

  it("makes failed calls again, with the message id that the function knows a notification by", async () => {
    const { aws, emulator, outputs, ops } = deployed.stack;
    const MessageId = randomUUID();
    const TopicArn = output("notifications", "topicArn");
    const Message = JSON.stringify({ subject: "Hello", message: "There", severity: "info", source: "test" });
    const published = {
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "Hello",
      Message,
      Timestamp: new Date().toISOString(),
    };
    const Sns = {
      ...published,
      SignatureVersion: "1",
      Signature: "-",
      SigningCertUrl: "-",
      UnsubscribeUrl: "-",
      MessageAttributes: {},
    };
    const record = { EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: TopicArn, Sns };
    const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${output("notifications", "functionName")}:live`;
    const call = {
      requestContext: { functionArn, condition: "RetriesExhausted" },
      requestPayload: { Records: [record] },
    };
    const queues = [
      ["notifications-delivery-dead-letters", output("notifications", "deliveryDeadLetterQueueUrl"), published],
      ["notifications-failures", output("notifications", "failureQueueUrl"), call],
    ] as const;
    const notifications = () => readTable(aws.dynamo, outputs.notifications.tableName ?? "");

    for (const [, QueueUrl, body] of queues) {
      await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
      const name = QueueUrl.split("/").at(-1) ?? "";
      const shown = await ops("deadletters", "--queue", name);
      const redriven = await ops("redrive", "--queue", name, "--yes", "--json");
      expect(shown.stdout).to.contain(`${name}: 1 `);
      expect(JSON.parse(redriven.stdout), redriven.stderr).to.include({ returned: 1 });
      expect(await peek(emulator, QueueUrl)).to.deep.equal([]);
      await settled(
        async () => (await notifications()).some((item) => item.notificationId === MessageId),
        "it is processed",
      );
    }

    expect(await notifications()).to.have.length(1);
  });
});
