import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { correlationField } from "../../contracts/fields/correlation";
import type { FailureNotification } from "../domain/notify-failure";

/** Publishes to the notifications topic. Needs `sns:Publish`. */
export function createPublish(client: Pick<SNSClient, "send">, topicArn: string) {
  return async (notification: FailureNotification): Promise<void> => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        // The subject of the email to the topic's subscribers.
        Subject: notification.subject,
        Message: JSON.stringify(notification),
        MessageAttributes: {
          [correlationField]: { DataType: "String", StringValue: notification.correlationId },
        },
      }),
    );
  };
}
