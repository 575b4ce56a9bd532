// A feedback consumer with tables and queue in memory.
import type { SQSRecord } from "aws-lambda";
import { createRecordFeedback } from "../../../../functions/confirmations/domain/record-feedback";
import { createHandler } from "../../../../functions/confirmations/feedback/handler";
import { createDeliveryStore } from "../../../../functions/confirmations/store/deliveries";
import { createSuppressionStore } from "../../../../functions/confirmations/store/suppressions";
import { recordingQueue, recordingRuntime } from "./doubles";
import { clientFor, clientOf, createFakeTable } from "./fake-table";
import { lambdaContext } from "./fixtures";
import { start } from "./sender";

/** The order whose email SES has taken. */
export const orderId = "order-1";

/** Opens a consumer. @param item what else stands in the delivery of the order; undefined: there is no delivery */
export function openFeedback(item: Record<string, unknown> | undefined = {}) {
  const now = () => start;
  const runtime = recordingRuntime(now);
  const deliveries = createFakeTable("orderId");
  const suppressions = createFakeTable("address");
  const queue = recordingQueue();
  const failing = { once: false };
  if (item !== undefined) {
    const sent = { orderId, status: "SENT", evidence: 1, attempts: 1, leaseUntil: 0, sesMessageId: "ses-1" };
    deliveries.items.set(orderId, { ...sent, correlationId: "c-12345678", ...item });
  }
  const client = clientOf(async (command) => {
    if (failing.once) {
      failing.once = false;
      throw new Error("the table is down");
    }
    return deliveries.apply(command);
  });
  const handler = createHandler({
    runtime,
    ...queue,
    backoff: { baseSeconds: 2, maxSeconds: 100, maxProcessingAttempts: 5 },
    recordFeedback: createRecordFeedback({
      deliveries: createDeliveryStore({ client, tableName: "d", leaseMilliseconds: 0, retentionDays: 90, now }),
      suppressions: createSuppressionStore({ client: clientFor(suppressions), tableName: "s", now }),
      metrics: runtime.metrics,
      configurationSetName: "confirmations-mails-test",
    }),
  });
  const receive = async (...records: SQSRecord[]) => {
    const { batchItemFailures } = await handler({ Records: records }, lambdaContext);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const counted = () => Object.fromEntries(runtime.counted);
  return { ...queue, runtime, deliveries, suppressions, failing, receive, counted };
}
