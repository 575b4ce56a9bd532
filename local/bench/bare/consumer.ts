// Control for queue consumers: some conditional writes for each message, all of a batch at the same time, and one log line for the batch.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const writesEach = Number(process.env.WRITES_EACH);

export const handler = async (event: SQSEvent): Promise<void> => {
  const writes = event.Records.flatMap(({ messageId, body }) =>
    Array.from({ length: writesEach }, (_, index) => ({ orderId: `${messageId}-${index}`, body })),
  );
  const table = { TableName: process.env.ORDERS_TABLE_NAME, ConditionExpression: "attribute_not_exists(orderId)" };
  await Promise.all(writes.map((Item) => documents.send(new PutCommand({ ...table, Item }))));
  console.log(JSON.stringify({ message: "stored", records: event.Records.length }));
};
