// Control for `orders/publisher`: the same two clients, one message and one event for each record, one log line.
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBStreamEvent } from "aws-lambda";

const topic = new SNSClient({});
const bus = new EventBridgeClient({});

export const handler = async (event: DynamoDBStreamEvent): Promise<void> => {
  for (const record of event.Records) {
    const text = JSON.stringify(record.dynamodb?.NewImage);
    await topic.send(new PublishCommand({ TopicArn: process.env.CONFIRMATIONS_TOPIC_ARN, Message: text }));
    await bus.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: process.env.EVENT_BUS_NAME,
            Source: "backoffice.orders",
            DetailType: "OrderPlaced",
            Detail: text,
          },
        ],
      }),
    );
  }
  console.log(JSON.stringify({ message: "published", records: event.Records.length }));
};
