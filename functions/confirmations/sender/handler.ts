// Adapter between the confirmations queue and `confirmOrder`.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { confirmResendAttribute, redrivenAttribute } from "../../contracts/operator-marks";
import { orderConfirmationRequested } from "../../contracts/order-confirmation";
import type { Backoff } from "../../shared/backoff";
import { createQueueConsumer } from "../../shared/queue-consumer";
import { type DeadLetterQueue, type QueueControl, sourceMessageAttribute } from "../../shared/queue-control";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import type { ConfirmOrder, Receive } from "../domain/confirm-order";
import { keptConfirmationRequest } from "../kept";
import { senderConcurrency } from "./concurrency";

/** What the handler needs. */
export interface SenderDependencies {
  readonly runtime: Runtime;
  readonly queue: QueueControl;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly backoff: Backoff;
  readonly confirmOrder: ConfirmOrder;
}

/** Marks that a redrive and operators add to a message. */
type Marks = Pick<Receive, "redriven" | "resendPermit">;

const unmarked: Marks = { redriven: false, resendPermit: undefined };

function marksOf({ messageAttributes }: SQSRecord): Marks {
  const permit = messageAttributes[confirmResendAttribute]?.stringValue ?? "";
  return {
    // SQS's own redrive keeps the dead letter's attributes, which name the original message.
    redriven: [redrivenAttribute, sourceMessageAttribute].some((name) => messageAttributes[name] !== undefined),
    resendPermit: /^\d{1,6}$/.test(permit) ? Number(permit) : undefined,
  };
}

/** Makes the handler. */
export function createHandler(deps: SenderDependencies): FunctionHandler<SQSEvent, SQSBatchResponse> {
  return (event, context) => {
    const marks = new Map(event.Records.map((record) => [record.messageId, marksOf(record)]));
    const consume = createQueueConsumer({
      ...deps,
      schema: orderConfirmationRequested,
      kept: keptConfirmationRequest,
      concurrency: senderConcurrency,
      handle: async (message, { correlationId, messageId, receiveCount }) => {
        const outcome = await deps.confirmOrder(message, {
          receiveCount,
          lastReceive: receiveCount >= deps.backoff.maxProcessingAttempts,
          messageId,
          ...(marks.get(messageId) ?? unmarked),
        });
        deps.runtime.logger.info("confirmation processed", { correlationId, orderId: message.orderId, outcome });
      },
    });
    return consume(event, context);
  };
}
