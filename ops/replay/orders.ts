// Reads orders as DynamoDB writes them down, with their audit trails.
import { type DynamoDBClient, GetItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { OpsOutputs } from "../stack/outputs";
import type { Image, PastChange } from "./reconstruct";

const auditEntry = z.object({
  /** A whole number, but for removals. */
  version: z.coerce.number(),
  action: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  at: z.string(),
  actor: z.string(),
  actorType: z.string(),
  correlationId: z.string(),
});

/** The orders of a stack. */
export interface Orders {
  /** Undefined: there is no such item. */
  item(orderId: string): Promise<Image | undefined>;
  trail(orderId: string): Promise<readonly PastChange[]>;
  /** Orders that may have changed between two times, ISO 8601: reads the whole table. */
  changedIn(from: string, to: string): AsyncIterable<Image>;
}

/** Opens them. Needs `dynamodb:GetItem` and `Scan` on the orders table, and `Query` on the audit table. */
export function openOrders(
  raw: DynamoDBClient,
  documents: DynamoDBDocumentClient,
  { orders: { tableName: TableName, auditTableName } }: Pick<OpsOutputs, "orders">,
): Orders {
  return {
    async item(orderId) {
      const Key = { orderId: { S: orderId } };
      const { Item } = await raw.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : imageOf(Item);
    },
    async trail(orderId) {
      const entries: PastChange[] = [];
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: auditTableName,
          ConsistentRead: true,
          KeyConditionExpression: "orderId = :order",
          ExpressionAttributeValues: { ":order": orderId },
        },
      );
      for await (const { Items = [] } of pages) entries.push(...Items.map((item) => auditEntry.parse(item)));
      return entries;
    },
    async *changedIn(from, to) {
      const pages = paginateScan(
        { client: raw },
        {
          TableName,
          ConsistentRead: true,
          FilterExpression: "createdAt <= :to AND updatedAt >= :from",
          ExpressionAttributeValues: { ":from": { S: from }, ":to": { S: to } },
        },
      );
      for await (const { Items = [] } of pages) yield* Items.map(imageOf);
    },
  };
}

/** In the form of a stream's record, where the SDK's and Lambda's types differ for binary values only: no order has those. */
function imageOf(item: Readonly<Record<string, unknown>>): Image {
  return JSON.parse(JSON.stringify(item));
}
