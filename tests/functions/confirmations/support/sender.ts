// A sender with tables and queue in memory, and an SES that answers as given.
import type { SQSRecord } from "aws-lambda";
import { createConfirmOrder } from "../../../../functions/confirmations/domain/confirm-order";
import { createHandler } from "../../../../functions/confirmations/sender/handler";
import { createDeliveryStore } from "../../../../functions/confirmations/store/deliveries";
import { createSuppressionStore } from "../../../../functions/confirmations/store/suppressions";
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";
import { recordingQueue, recordingRuntime } from "./doubles";
import { clientFor, clientOf, createFakeTable } from "./fake-table";
import { confirmation, lambdaContext } from "./fixtures";

/** When the sender's clock starts, epoch milliseconds. */
export const start = Date.parse("2026-03-01T10:00:00.000Z");
/** The order of `confirmation()`. */
export const orderId = confirmation().orderId;

/** Opens a sender. SES gives the listed answers, and then accepts. */
export function openSender(answers: SendOutcome[] = []) {
  const clock = { now: start };
  const now = () => clock.now;
  const runtime = recordingRuntime(now);
  const deliveries = createFakeTable("orderId");
  const suppressions = createFakeTable("address");
  const queue = recordingQueue();
  const sent: { orderId: string; address: string; subject: string }[] = [];
  const failing = { update: undefined as RegExp | undefined };
  /** What happens elsewhere while SES is asked. */
  const during = { call: () => {} };
  const client = clientOf(async (command) => {
    const expression = JSON.stringify(command);
    if (failing.update?.test(expression)) throw new Error("the table is down");
    return deliveries.apply(command);
  });
  const handler = createHandler({
    runtime,
    ...queue,
    backoff: { baseSeconds: 2, maxSeconds: 100, maxProcessingAttempts: 5 },
    confirmOrder: createConfirmOrder({
      deliveries: createDeliveryStore({ client, tableName: "d", leaseMilliseconds: 30_000, retentionDays: 90, now }),
      suppressions: createSuppressionStore({ client: clientFor(suppressions), tableName: "s", now }),
      mailer: {
        send: async (email, to) => {
          sent.push({ orderId: to.orderId, address: to.address, subject: email.subject });
          during.call();
          return answers.shift() ?? { kind: "accepted", messageId: `ses-${sent.length}` };
        },
      },
      metrics: runtime.metrics,
      shop: { name: "Shop", timeZone: "UTC" },
      now,
      newOwner: () => `owner-${Math.random()}`,
      evidenceDelaySeconds: (receiveCount) => 10 * receiveCount,
    }),
  });
  const receive = async (...records: SQSRecord[]) => {
    const { batchItemFailures } = await handler({ Records: records }, lambdaContext);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { ...queue, runtime, deliveries, suppressions, sent, clock, failing, during, receive };
}

export const throttled: SendOutcome = {
  kind: "refused",
  transient: true,
  reason: "THROTTLED",
  detail: "Maximum sending rate exceeded.",
};
export const rejected: SendOutcome = {
  kind: "refused",
  transient: false,
  reason: "MESSAGE_REJECTED",
  detail: "Email address is not verified.",
};
export const silent: SendOutcome = { kind: "unknown", reason: "NO_ANSWER", detail: "socket hang up" };
