// Failures that were notified, in the shipments table: under `FAILURE#<key>` one `NOTICE`. It has no `status` and no `orderId`, so no index
// shows it, and it expires. Grants: dynamodb:PutItem and dynamodb:GetItem.
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { expiryAfter } from "../../shared/clock";
import { conditional } from "../../shared/conditional-write";
import type { ItemWriter } from "../../shared/item-writer";
import type { FailureNotice, FailureNoticeStore } from "../domain/notify-failure";

/** What the store needs. */
export interface FailureNoticeTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly writer: ItemWriter;
  readonly tableName: string;
  /** Seconds that a receive may take to notify. At least the function's timeout, after which a receive has ended. */
  readonly leaseSeconds: number;
  /** Days for which a notice is stored: longer than the event can return from the archive or the dead letters. */
  readonly retentionDays: number;
}

/** No receive has notified it or is notifying: an earlier receive of this message has ended, and so has another message's lease. */
const open = "attribute_not_exists(pk) OR (told = :no AND (messageId = :message OR leaseUntil <= :now))";

/** Opens the notices of the table. */
export function createFailureNoticeStore(options: FailureNoticeTableOptions): FailureNoticeStore {
  const { client, writer, tableName } = options;
  const itemOf = (failureNotice: FailureNotice, now: Date, notified: boolean) => ({
    ...keyOf(failureNotice),
    messageId: failureNotice.messageId,
    origin: failureNotice.origin,
    digest: failureNotice.digest,
    told: notified,
    leaseUntil: now.getTime() + options.leaseSeconds * 1000,
    failedAt: now.toISOString(),
    expiresAt: expiryAfter(now, options.retentionDays),
  });
  return {
    async claim(failureNotice, now) {
      const { held: taken } = await conditional(
        writer.put({
          TableName: tableName,
          Item: itemOf(failureNotice, now, false),
          ConditionExpression: open,
          ExpressionAttributeValues: { ":no": false, ":message": failureNotice.messageId, ":now": now.getTime() },
        }),
      );
      if (taken) return { taken };
      const { Item: first } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyOf(failureNotice), ConsistentRead: true }),
      );
      return { taken, first: { origin: String(first?.origin), digest: String(first?.digest) } };
    },
    async settle(failureNotice, now) {
      await conditional(
        writer.put({
          TableName: tableName,
          Item: itemOf(failureNotice, now, true),
          ConditionExpression: "messageId = :message",
          ExpressionAttributeValues: { ":message": failureNotice.messageId },
        }),
      );
    },
  };
}

function keyOf({ key }: FailureNotice) {
  return { pk: `FAILURE#${key}`, sk: "NOTICE" };
}
