// Adapter between SNS and `deliver`.
import type { SNSEvent } from "aws-lambda";
import { batch, topicRecord } from "../../shared/redaction/envelopes";
import { type FunctionHandler, noteFailure, type Runtime, withErrorLog } from "../../shared/runtime";
import type { Deliver } from "../domain/deliver";
import { keptNotification } from "../kept";
import { readSnsRecord } from "../sns-record";

/** What the handler needs. */
export interface ProcessorDependencies {
  readonly runtime: Runtime;
  readonly deliver: Deliver;
}

const keptRecord = topicRecord(keptNotification);

/**
 * Creates the handler. It throws when a notification needs a retry: Lambda then calls again, and after the last retry sends the event to
 * the failure queue. A notification whose channel failed and whose fallback was sent is done, and its failure is in the error log.
 */
export function createHandler({ runtime, deliver }: ProcessorDependencies): FunctionHandler<SNSEvent, void> {
  return withErrorLog(
    runtime,
    async (event, context) => {
      // SNS invokes a function with one message at a time.
      for (const record of event.Records) {
        const began = runtime.clock.now().getTime();
        const { message, content, dropped, resendPermit } = readSnsRecord(record);
        if (dropped > 0) runtime.metrics.count("optionalFieldsDropped", dropped);
        const { notificationId, correlationId } = message;
        const outcome = await deliver({ message, content, resendPermit }, async (error) => {
          await noteFailure(runtime, context, {
            message: "the channel failed",
            error,
            event: record,
            kept: keptRecord,
            correlationId,
            began,
            fields: { notificationId },
          });
        });
        // With a key of the publisher's the notification has another id than its message.
        const { MessageId: messageId } = record.Sns;
        runtime.logger.info("notification processed", {
          correlationId,
          notificationId,
          messageId,
          outcome: outcome.kind,
        });
      }
    },
    {
      kept: batch(keptRecord),
      correlationIdOf: ({ Records: [first] }) => first && readSnsRecord(first).message.correlationId,
    },
  );
}
