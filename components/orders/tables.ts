import type * as pulumi from "@pulumi/pulumi";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";

/** Index of the orders of a customer, by time. */
export const CUSTOMER_INDEX = "CustomerIndex";

/** One item per order. Its stream is the outbox, and the source of the audit. */
export function ordersTable(sharedArgs: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "orders-table",
    {
      ...sharedArgs,
      hashKey: { name: "orderId", type: "S" },
      indexes: [
        {
          name: CUSTOMER_INDEX,
          hashKey: { name: "customerId", type: "S" },
          rangeKey: { name: "createdAt", type: "S" },
        },
      ],
      ttlAttribute: "expiresAt",
      stream: true,
    },
    { parent },
  );
}

/** Who changed which order, and how: one item per version of an order. */
export function auditTable(sharedArgs: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "orders-audit",
    {
      ...sharedArgs,
      hashKey: { name: "orderId", type: "S" },
      rangeKey: { name: "version", type: "N" },
      indexes: [{ name: "ActorIndex", hashKey: { name: "actor", type: "S" }, rangeKey: { name: "at", type: "S" } }],
      ttlAttribute: "expiresAt",
    },
    { parent },
  );
}
