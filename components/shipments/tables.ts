import type * as pulumi from "@pulumi/pulumi";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";

/**
 * Every event of every shipment, and each shipment's current state. Only the item `STATE` has the keys of the indexes. Items do not expire,
 * except records of notified failures.
 */
export function shipmentsTable({ stack, key, alertsTopicArn }: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "shipments-table",
    {
      stack,
      key,
      alertsTopicArn,
      hashKey: { name: "pk", type: "S" },
      rangeKey: { name: "sk", type: "S" },
      indexes: [
        { name: "StatusIndex", hashKey: { name: "status", type: "S" }, rangeKey: { name: "timestamp", type: "S" } },
        { name: "OrderIndex", hashKey: { name: "orderId", type: "S" }, rangeKey: { name: "timestamp", type: "S" } },
      ],
      ttlAttribute: "expiresAt",
    },
    { parent },
  );
}
