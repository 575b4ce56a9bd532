// Control for `orders/create`: the same client, one conditional put, one log line, and nothing else.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const order = { ...JSON.parse(event.body ?? "{}"), orderId: event.requestContext.requestId };
  await documents.send(
    new PutCommand({
      TableName: process.env.ORDERS_TABLE_NAME,
      Item: order,
      ConditionExpression: "attribute_not_exists(orderId)",
    }),
  );
  console.log(JSON.stringify({ message: "stored", orderId: order.orderId }));
  return { statusCode: 201, body: JSON.stringify(order) };
};
