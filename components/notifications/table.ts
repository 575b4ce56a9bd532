import type * as pulumi from "@pulumi/pulumi";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";

/** One item per notification: what it says, and how it reached people or why it did not. */
export function notificationsTable({ stack, key, alertsTopicArn }: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "notifications-table",
    {
      stack,
      key,
      alertsTopicArn,
      hashKey: { name: "notificationId", type: "S" },
      indexes: [
        {
          name: "StatusIndex",
          hashKey: { name: "status", type: "S" },
          rangeKey: { name: "timestamp", type: "S" },
        },
      ],
      ttlAttribute: "expiresAt",
      stream: true,
    },
    { parent },
  );
}
