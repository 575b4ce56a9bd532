// Control for `orders/publisher`: the same clients, one message and one event for each record, one log line; what fails goes to a queue.
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";

const topic = new SNSClient({});
const bus = new EventBridgeClient({});
const failures = new SQSClient({});
const { FAILURE_QUEUE_URL: failureQueue } = process.env;

export const handler = async (event: DynamoDBStreamEvent): Promise<void> => {
  for (const record of event.Records) {
    const text = JSON.stringify(record.dynamodb?.NewImage);
    if (text === undefined)
      await failures.send(new SendMessageCommand({ QueueUrl: failureQueue, MessageBody: "no image" }));
    else await publish(text);
  }
  console.log(JSON.stringify({ message: "published", records: event.Records.length }));
};

async function publish(text: string): Promise<void> {
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
