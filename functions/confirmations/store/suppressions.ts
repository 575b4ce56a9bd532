// The suppressions table: addresses that get no more email. Grants: dynamodb:GetItem for the sender, dynamodb:PutItem for feedback.
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { conditional } from "../../shared/conditional-write";
import type { SuppressionStore } from "../domain/ports";

/** What the store needs. */
export interface SuppressionTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly tableName: string;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
}

/** Opens the suppressions table. Items `{address, reason, eventId, at}`, stored until an operator removes them. */
export function createSuppressionStore({ client, tableName, now }: SuppressionTableOptions): SuppressionStore {
  return {
    async isSuppressed(address) {
      // Consistent: a bounce of a second ago counts.
      const answer = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: { address },
          ConsistentRead: true,
          ProjectionExpression: "address",
        }),
      );
      return answer.Item !== undefined;
    },
    async add(address, reason, eventId) {
      const { held } = await conditional(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { address, reason, eventId, at: new Date(now()).toISOString() },
            ConditionExpression: "attribute_not_exists(address)",
          }),
        ),
      );
      return held;
    },
  };
}
