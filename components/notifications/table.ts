import type * as pulumi from "@pulumi/pulumi";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";

/** One item per notification: its content, and how it was delivered, or why not. */
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
