import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { correlationField } from "../../contracts/fields/correlation";
import type { FailureNotification } from "../domain/notify-failure";

/** Publishes to the notifications topic. Needs `sns:Publish`. */
export function createPublish(client: Pick<SNSClient, "send">, topicArn: string) {
  return async (notification: FailureNotification): Promise<void> => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        // For those who get it by email.
        Subject: notification.subject,
        Message: JSON.stringify(notification),
        MessageAttributes: {
          [correlationField]: { DataType: "String", StringValue: notification.correlationId },
        },
      }),
    );
  };
}
