// Adapter between the shipments queue and `recordEvent`.
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { droppedFields } from "../../contracts/fields/optional-fields";
import { carrierEvent, optionalEventFields } from "../../contracts/shipment-events";
import type { Backoff } from "../../shared/backoff";
import { createQueueConsumer } from "../../shared/queue-consumer";
import type { DeadLetterQueue, QueueControl } from "../../shared/queue-control";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import type { NotifyFailure } from "../domain/notify-failure";
import type { RecordEvent } from "../domain/record-event";
import { tracesOf } from "../event-traces";
import { keptCarrierEvent } from "../kept";

/** What the handler needs. */
export interface ProcessorDependencies {
  readonly runtime: Runtime;
  readonly queue: QueueControl;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly backoff: Backoff;
  readonly recordEvent: RecordEvent;
  readonly notifyFailure: NotifyFailure;
}

/** Makes the handler. */
export function createHandler(deps: ProcessorDependencies): FunctionHandler<SQSEvent, SQSBatchResponse> {
  return createQueueConsumer({
    ...deps,
    schema: carrierEvent,
    kept: keptCarrierEvent,
    correlationIdOf: (body) => tracesOf(body).correlationId,
    onFailure: deps.notifyFailure,
    handle: async ({ detail, source }, { correlationId, receivedAt, body }) => {
      const dropped = droppedFields(Object(body).detail, detail, optionalEventFields);
      if (dropped > 0) deps.runtime.metrics.count("optionalFieldsDropped", dropped);
      const outcome = await deps.recordEvent(detail, source, receivedAt);
      const { eventId, shipmentId, orderId, status } = detail;
      deps.runtime.logger.info("event recorded", { correlationId, eventId, shipmentId, orderId, status, outcome });
    },
  });
}
