import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { conditional } from "../../shared/conditional-write";
import { createItemWriter } from "../../shared/item-writer";
import type {
  OrderFinder,
  OrderInserter,
  OrderLister,
  RecentOrders,
  StatusChange,
  StatusChanger,
} from "../domain/ports";
import { fromItem, toItem } from "./order-item";

type Documents = Pick<DynamoDBDocumentClient, "send">;

/** Inserts orders by a client of `createTableClient`, which is faster: every order is inserted once. */
export function createOrderInserter(table: Pick<DynamoDBClient, "send">, tableName: string): OrderInserter {
  const writer = createItemWriter(table);
  return {
    insert: async (order) => {
      const written = await conditional(
        writer.put({
          TableName: tableName,
          Item: toItem(order),
          ConditionExpression: "attribute_not_exists(orderId)",
        }),
      );
      if (written.held) return "inserted";
      return written.attempts > 1 ? "exists-after-retry" : "exists";
    },
  };
}

/** The orders table: one item per order, by its id. Each function is granted only what the methods it uses need. */
export function createOrdersStore(documents: Documents, tableName: string): OrderFinder & StatusChanger {
  return {
    find: async (orderId) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: { orderId }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : fromItem(Item);
    },
    changeStatus: async (change) => {
      const written = await conditional(documents.send(new UpdateCommand(statusUpdate(tableName, change))));
      return written.held ? fromItem(written.answer.Attributes) : undefined;
    },
  };
}

/** The index by customer. */
export function createOrderLister(documents: Documents, tableName: string, indexName: string): OrderLister {
  return {
    page: async (customerId, limit, after) => {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: indexName,
          KeyConditionExpression: "customerId = :customerId",
          ExpressionAttributeValues: { ":customerId": customerId },
          ScanIndexForward: false,
          // One more than requested shows whether there is another page, so that the last page is never empty.
          Limit: limit + 1,
          ...(after === undefined
            ? {}
            : { ExclusiveStartKey: { customerId, createdAt: after.createdAt, orderId: after.orderId } }),
        }),
      );
      // A page also ends where DynamoDB's limit of 1 MB per query is reached.
      return {
        orders: Items.slice(0, limit).map(fromItem),
        more: Items.length > limit || LastEvaluatedKey !== undefined,
      };
    },
  };
}

/** How many orders a customer has placed lately, from the index by customer. Needs `dynamodb:Query` on the index. */
export function createRecentOrders(documents: Documents, tableName: string, indexName: string): RecentOrders {
  return {
    nthSince: async (customerId, nth, since) => {
      let counted = 0;
      let position: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await documents.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: indexName,
            KeyConditionExpression: "customerId = :customerId AND createdAt >= :since",
            ExpressionAttributeValues: { ":customerId": customerId, ":since": since.toISOString() },
            ProjectionExpression: "createdAt",
            ScanIndexForward: false,
            Limit: nth - counted,
            ...(position !== undefined && { ExclusiveStartKey: position }),
          }),
        );
        counted += Items.length;
        if (counted >= nth) return new Date(String(Items.at(-1)?.createdAt));
        position = LastEvaluatedKey;
      } while (position !== undefined);
      return undefined;
    },
  };
}

function statusUpdate(tableName: string, change: StatusChange) {
  // Attributes that this change does not set must not keep the values of the previous change.
  const optional = { lastReason: change.reason, lastKeyHash: change.keyHash };
  const kept = Object.entries(optional).filter(([, value]) => value !== undefined);
  const gone = Object.entries(optional).filter(([, value]) => value === undefined);
  return {
    TableName: tableName,
    Key: { orderId: change.orderId },
    // The version alone would do; the status guards against a writer that forgets the version.
    ConditionExpression: "#version = :fromVersion AND #status = :fromStatus",
    UpdateExpression: [
      "SET #status = :toStatus, #version = :toVersion, updatedAt = :at",
      "lastActor = :actor, lastActorType = :actorType, correlationId = :correlationId",
      ...kept.map(([field]) => `${field} = :${field}`),
    ]
      .join(", ")
      .concat(gone.length === 0 ? "" : ` REMOVE ${gone.map(([field]) => field).join(", ")}`),
    ExpressionAttributeNames: { "#status": "status", "#version": "version" },
    ExpressionAttributeValues: {
      ":fromVersion": change.fromVersion,
      ":fromStatus": change.fromStatus,
      ":toStatus": change.toStatus,
      ":toVersion": change.fromVersion + 1,
      ":at": change.at,
      ":actor": change.actor,
      ":actorType": change.actorType,
      ":correlationId": change.correlationId,
      ...Object.fromEntries(kept.map(([field, value]) => [`:${field}`, value])),
    },
    ReturnValues: "ALL_NEW",
  } as const;
}
