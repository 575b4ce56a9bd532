// Control for `orders/create`: the same client, one conditional put of an item with as many fields and bytes as an order's, an answer of
// the same size, one log line, and nothing else: the server's fields are constants.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const answered = {
  customerId: "bench",
  status: "PLACED",
  total: "30.30",
  createdAt: "2026-03-01T09:30:00.000Z",
  updatedAt: "2026-03-01T09:30:00.000Z",
  version: 1,
};

const stored = {
  lastActor: "bench",
  lastActorType: "customer",
  correlationId: "5f0c8f9e-0d5e-4a52-9a35-0c2f6a7f9b11",
  requestHash: "0".repeat(43),
  expiresAt: 2_000_000_000,
};

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const order = { ...JSON.parse(event.body ?? "{}"), ...answered, orderId: event.requestContext.requestId };
  await documents.send(
    new PutCommand({
      TableName: process.env.ORDERS_TABLE_NAME,
      Item: { ...order, ...stored },
      ConditionExpression: "attribute_not_exists(orderId)",
    }),
  );
  console.log(JSON.stringify({ message: "stored", orderId: order.orderId }));
  return { statusCode: 201, body: JSON.stringify(order) };
};
