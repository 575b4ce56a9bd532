import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { byField, type Item, textOf } from "../../../ops/stack/tables";

/** A shipment as it is stored. */
export interface StoredShipment {
  readonly state: Item | undefined;
  /** By time. */
  readonly events: readonly Item[];
}

/** Reads one shipment. */
export async function readShipment(
  client: DynamoDBDocumentClient,
  tableName: string,
  shipmentId: string,
): Promise<StoredShipment> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `SHIPMENT#${shipmentId}` },
      ConsistentRead: true,
    }),
  );
  return shipmentOf(Items);
}

/** Shipments by id, from all items of the table. */
export function shipmentsIn(items: readonly Item[]): ReadonlyMap<string, StoredShipment> {
  const groups = [...byField(items, "pk")].filter(([pk]) => pk.startsWith("SHIPMENT#"));
  return new Map(groups.map(([pk, own]) => [pk.slice("SHIPMENT#".length), shipmentOf(own)]));
}

function shipmentOf(items: readonly Item[]): StoredShipment {
  const events = items.filter((item) => textOf(item, "sk").startsWith("EVENT#"));
  return {
    state: items.find((item) => item.sk === "STATE"),
    events: events.toSorted((a, b) => (textOf(a, "sk") < textOf(b, "sk") ? -1 : 1)),
  };
}
