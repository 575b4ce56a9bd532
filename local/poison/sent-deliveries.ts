import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { evidence } from "../../functions/confirmations/domain/delivery";
import { inParallel } from "../traffic/poll";
import type { Traffic } from "../traffic/traffic";

/** An email that SES has accepted. */
export interface SentEmailRecord {
  readonly orderId: string;
  readonly address: string;
  readonly correlationId: string;
  /** SES's id of the email. */
  readonly messageId: string;
}

/** Most items that BatchWriteItem accepts. */
const batchSize = 25;

/** Writes deliveries as the sender does after SES has accepted the email, so that events about them need no emails. */
export async function sentDeliveries({ aws, outputs }: Traffic, emails: readonly SentEmailRecord[]): Promise<void> {
  const { deliveriesTableName } = outputs.confirmations;
  const at = new Date().toISOString();
  const starts = Array.from({ length: Math.ceil(emails.length / batchSize) }, (_, index) => index * batchSize);
  await inParallel(starts, 4, async (start) => {
    const requests = emails.slice(start, start + batchSize).map(({ orderId, address, correlationId, messageId }) => ({
      PutRequest: {
        Item: {
          orderId,
          address,
          correlationId,
          messageId,
          status: "SENT",
          evidence: evidence.accepted,
          attempts: 1,
          leaseUntil: 0,
          sesMessageId: messageId,
          createdAt: at,
          sentAt: at,
          updatedAt: at,
        },
      },
    }));
    const { UnprocessedItems = {} } = await aws.dynamo.send(
      new BatchWriteCommand({ RequestItems: { [deliveriesTableName]: requests } }),
    );
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("the deliveries table refused some items");
  });
}
