import type * as pulumi from "@pulumi/pulumi";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";

/** One item per order: the state of its confirmation. */
export function deliveriesTable({ stack, key, alertsTopicArn }: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "confirmations-deliveries",
    {
      stack,
      key,
      alertsTopicArn,
      hashKey: { name: "orderId", type: "S" },
      indexes: [
        {
          name: "AddressIndex",
          hashKey: { name: "address", type: "S" },
          rangeKey: { name: "updatedAt", type: "S" },
        },
      ],
      ttlAttribute: "expiresAt",
    },
    { parent },
  );
}

/** Addresses that get no more emails, after a hard bounce or a complaint. The items do not expire. */
export function suppressionsTable({ stack, key, alertsTopicArn }: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "confirmations-suppressions",
    { stack, key, alertsTopicArn, hashKey: { name: "address", type: "S" } },
    { parent },
  );
}
