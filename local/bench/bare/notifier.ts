// Control for `notifications/processor`: the same clients, two writes of a notification's state, one log line. The clients of SES and KMS
// are there for what the processor does when its channel fails, and when it has a webhook; neither is called here.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DecryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { SNSEvent } from "aws-lambda";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const ses = new SESClient({});
const { SENDER_ADDRESS, FALLBACK_ADDRESS, WEBHOOK_CIPHERTEXT } = process.env;

export const handler = async (event: SNSEvent): Promise<void> => {
  if (WEBHOOK_CIPHERTEXT !== undefined) {
    await new KMSClient({}).send(new DecryptCommand({ CiphertextBlob: Buffer.from(WEBHOOK_CIPHERTEXT, "base64") }));
  }
  for (const { Sns: sns } of event.Records) {
    try {
      for (const stage of ["CLAIMED", "DELIVERED"]) await write(sns.MessageId, stage, sns.Message);
    } catch (error) {
      const text = { Data: String(error) };
      await ses.send(
        new SendEmailCommand({
          Source: SENDER_ADDRESS,
          Destination: { ToAddresses: [FALLBACK_ADDRESS ?? ""] },
          Message: { Subject: text, Body: { Text: text } },
        }),
      );
    }
    console.log(JSON.stringify({ message: "delivered", notificationId: sns.MessageId }));
  }
};

async function write(notificationId: string, stage: string, body: string): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: process.env.NOTIFICATIONS_TABLE_NAME,
      Key: { notificationId },
      UpdateExpression: "SET stage = :stage, body = :body",
      ExpressionAttributeValues: { ":stage": stage, ":body": body },
    }),
  );
}
