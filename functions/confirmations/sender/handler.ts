// Adapter between the confirmations queue and `confirmOrder`.
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Backoff } from "../../shared/backoff";
import { createQueueConsumer } from "../../shared/queue-consumer";
import type { DeadLetters, QueueControl } from "../../shared/queue-control";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import type { ConfirmOrder } from "../domain/confirm-order";
import { confirmResendAttribute, keptConfirmationRequest, orderConfirmationRequested } from "../messages";

/** What the handler needs. */
export interface SenderDependencies {
  readonly runtime: Runtime;
  readonly queue: QueueControl;
  readonly deadLetters: DeadLetters;
  readonly backoff: Backoff;
  readonly confirmOrder: ConfirmOrder;
}

/** Messages of one batch that are treated at the same time: enough to hide the waiting, few enough not to run into SES's rate. */
const concurrency = 5;

/** Makes the handler. */
export function createHandler(deps: SenderDependencies): FunctionHandler<SQSEvent, SQSBatchResponse> {
  return (event, context) => {
    const permits = new Set(
      event.Records.filter((record) => record.messageAttributes[confirmResendAttribute]?.stringValue === "true").map(
        (record) => record.messageId,
      ),
    );
    const consume = createQueueConsumer({
      ...deps,
      schema: orderConfirmationRequested,
      kept: keptConfirmationRequest,
      concurrency,
      handle: async (message, { correlationId, messageId, receiveCount }) => {
        const outcome = await deps.confirmOrder(message, {
          receiveCount,
          lastReceive: receiveCount >= deps.backoff.maxReceiveCount,
          resendPermit: permits.has(messageId) ? messageId : undefined,
        });
        deps.runtime.logger.info("confirmation treated", { correlationId, orderId: message.orderId, outcome });
      },
    });
    return consume(event, context);
  };
}
