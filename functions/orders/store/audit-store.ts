import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expiryAfter } from "../../shared/clock";
import { conditional } from "../../shared/conditional-write";
import type { AuditStore } from "../domain/ports";

/** The audit table: one item per order and version. Needs `dynamodb:PutItem`. */
export function createAuditStore(
  documents: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
  retentionDays: number,
): AuditStore {
  return {
    record: async (entry) => {
      const { held } = await conditional(
        documents.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...entry, expiresAt: expiryAfter(new Date(entry.at), retentionDays) },
            ConditionExpression: "attribute_not_exists(orderId)",
          }),
        ),
      );
      return held ? "recorded" : "exists";
    },
  };
}
