// The shipments table: under `SHIPMENT#<id>` an `EVENT#<occurredAt>#<eventId>` for each event and one `STATE`.
// Grants: dynamodb:PutItem and dynamodb:GetItem.
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ItemPut, ItemWriter } from "../../shared/item-writer";
import type { ShipmentStore } from "../domain/record-event";
import { digestOf } from "../domain/shipment";

/** What the store needs. */
export interface ShipmentTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly writer: ItemWriter;
  readonly tableName: string;
}

/**
 * Opens the shipments of the table.
 *
 * Only `STATE` has the keys of the indexes, `status` and `timestamp`: events name theirs `eventStatus` and `occurredAt`, so that an index
 * holds each shipment once.
 */
export function createShipmentStore({ client, writer, tableName }: ShipmentTableOptions): ShipmentStore {
  return {
    async keep(event, receivedAt) {
      const { status, ...rest } = event;
      const digest = digestOf(event);
      const key = { pk: partitionOf(event.shipmentId), sk: `EVENT#${event.occurredAt}#${event.eventId}` };
      const written = await putIf(writer, {
        TableName: tableName,
        Item: { ...key, ...rest, eventStatus: status, digest, receivedAt: receivedAt.toISOString() },
        ConditionExpression: "attribute_not_exists(pk)",
      });
      if (written) return "kept";
      const answer = await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
      if (answer.Item === undefined) throw new Error("The event was kept a moment ago and is gone");
      return answer.Item.digest === digest ? "known" : "conflict";
    },
    advance: (state) =>
      putIf(writer, {
        TableName: tableName,
        Item: { pk: partitionOf(state.shipmentId), sk: "STATE", ...state },
        ConditionExpression: "attribute_not_exists(pk) OR place < :place",
        ExpressionAttributeValues: { ":place": state.place },
      }),
  };
}

function partitionOf(shipmentId: string): string {
  return `SHIPMENT#${shipmentId}`;
}

/** Writes an item. False: its condition did not hold. */
export async function putIf(writer: ItemWriter, item: ItemPut): Promise<boolean> {
  try {
    await writer.put(item);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
