// The shipments table: under `SHIPMENT#<id>` an `EVENT#<occurredAt>#<eventId>#<source>` for each event and one `STATE`.
// Grants: dynamodb:PutItem and dynamodb:GetItem.
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { indexKeyOf } from "../../contracts/index-shards";
import { conditional } from "../../shared/conditional-write";
import type { ItemWriter } from "../../shared/item-writer";
import type { ShipmentStore } from "../domain/record-event";
import { digestOf } from "../domain/shipment";

/** What the store needs. */
export interface ShipmentTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly writer: ItemWriter;
  readonly tableName: string;
  /** Keys of `StatusIndex` that the shipments of one status are spread over. @default 1 */
  readonly indexShards?: number;
}

/**
 * Opens the shipments of the table.
 *
 * Only `STATE` has the keys of the indexes, `status` and `timestamp`: events name theirs `eventStatus` and `occurredAt`, so that an index
 * holds each shipment once.
 */
export function createShipmentStore({
  client,
  writer,
  tableName,
  indexShards = 1,
}: ShipmentTableOptions): ShipmentStore {
  const read = async (key: { readonly pk: string; readonly sk: string }) => {
    const answer = await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
    return answer.Item;
  };
  return {
    async keep(event, carrierSource, receivedAt) {
      const { status, ...rest } = event;
      const digest = digestOf(event, carrierSource);
      // With the source, so that no carrier can overwrite another one's event.
      const sk = `EVENT#${event.occurredAt}#${event.eventId}#${carrierSource}`;
      const key = { pk: partitionOf(event.shipmentId), sk };
      const { held } = await conditional(
        writer.put({
          TableName: tableName,
          Item: { ...key, ...rest, carrierSource, eventStatus: status, digest, receivedAt: receivedAt.toISOString() },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      if (held) return "kept";
      const found = await read(key);
      if (found === undefined) throw new Error("The event was kept a moment ago and is gone");
      return found.digest === digest ? "known" : "conflict";
    },
    async advance(state) {
      const key = { pk: partitionOf(state.shipmentId), sk: "STATE" };
      const written = await conditional(
        writer.put({
          TableName: tableName,
          Item: { ...key, ...state, status: indexKeyOf(state.status, state.shipmentId, indexShards) },
          // A state from before carriers owned their shipments is its next carrier's.
          ConditionExpression:
            "attribute_not_exists(pk) OR (place < :place AND (attribute_not_exists(carrierSource) OR carrierSource = :source))",
          ExpressionAttributeValues: { ":place": state.place, ":source": state.carrierSource },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      if (written.held) return "set";
      const owner = written.found === undefined ? (await read(key))?.carrierSource : written.found.carrierSource?.S;
      return owner === undefined || owner === state.carrierSource ? "newer" : "foreign";
    },
  };
}

function partitionOf(shipmentId: string): string {
  return `SHIPMENT#${shipmentId}`;
}
