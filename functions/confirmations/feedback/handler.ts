// Adapter between the feedback queue and `recordFeedback`.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { correlationField } from "../../contracts/fields/correlation";
import type { Backoff } from "../../shared/backoff";
import { createQueueConsumer } from "../../shared/queue-consumer";
import type { DeadLetterQueue, QueueControl } from "../../shared/queue-control";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import type { RecordFeedback } from "../domain/record-feedback";
import { correlationTagOf, feedbackEvent, topicValidationText } from "../feedback-events";
import { keptFeedbackEvent } from "../kept-feedback";

/** What the handler needs. */
export interface FeedbackDependencies {
  readonly runtime: Runtime;
  readonly queue: QueueControl;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly backoff: Backoff;
  readonly recordFeedback: RecordFeedback;
}

/** Makes the handler. */
export function createHandler(deps: FeedbackDependencies): FunctionHandler<SQSEvent, SQSBatchResponse> {
  const { logger } = deps.runtime;
  const consume = createQueueConsumer({
    ...deps,
    schema: feedbackEvent,
    kept: keptFeedbackEvent,
    handle: async (event, { correlationId }) => {
      if (event.eventType === "Other") {
        logger.info("event ignored", { correlationId, eventType: event.name });
        return;
      }
      const result = await deps.recordFeedback(event);
      const log = result.outcome === "missing" || result.outcome === "untagged" ? logger.warn : logger.info;
      log("event recorded", { ...result, correlationId: result.correlationId ?? correlationId });
    },
  });
  return (event, context) => consume({ Records: event.Records.filter(isEvent).map(withCorrelation) }, context);
}

/** False for the one plain-text message with which SES tests the topic. */
function isEvent({ body }: SQSRecord): boolean {
  return body.trim() !== topicValidationText;
}

/** Copies the correlation id from the email's tags to the message's attributes, where the consumer looks for it. */
function withCorrelation(record: SQSRecord): SQSRecord {
  const stringValue = correlationTagOf(record.body);
  if (stringValue === undefined) return record;
  const attribute = { stringValue, dataType: "String" } as const;
  return { ...record, messageAttributes: { ...record.messageAttributes, [correlationField]: attribute } };
}
