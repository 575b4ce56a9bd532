// Adapter between SNS and `deliver`.
import type { SNSEvent, SNSEventRecord } from "aws-lambda";
import { correlationField, firstCorrelationId } from "../../shared/correlation";
import { issuesText } from "../../shared/issues";
import { droppedFields } from "../../shared/optional-fields";
import { batch, topicRecord } from "../../shared/redaction/envelopes";
import { type FunctionHandler, noteFailure, type Runtime, withErrorLog } from "../../shared/runtime";
import { alarmNotification, isAlarmMessage } from "../alarm-message";
import type { Content, Deliver } from "../domain/deliver";
import { DeliveryError } from "../domain/failures";
import { notificationIdOf } from "../domain/notification-id";
import {
  keptNotification,
  type Notification,
  notification,
  optionalNotificationFields,
  type PublishedMessage,
} from "../messages";

/** What the handler needs. */
export interface ProcessorDependencies {
  readonly runtime: Runtime;
  readonly deliver: Deliver;
}

const keptRecord = topicRecord(keptNotification);

/**
 * Makes the handler. It throws when a notification is not done with: Lambda then calls again, and in the end hands the event to the
 * failure queue. A notification whose channel failed and whose fallback went out is done with, and its failure stands in the error log.
 */
export function createHandler({ runtime, deliver }: ProcessorDependencies): FunctionHandler<SNSEvent, void> {
  return withErrorLog(
    runtime,
    async (event, context) => {
      // SNS gives a function one message at a time.
      for (const record of event.Records) {
        const began = runtime.clock.now().getTime();
        const { message, content, dropped } = read(record);
        if (dropped > 0) runtime.metrics.count("optionalFieldsDropped", dropped);
        const { notificationId, correlationId } = message;
        const outcome = await deliver(message, content, async (error) => {
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
    { kept: batch(keptRecord), correlationIdOf: ({ Records: [first] }) => first && read(first).message.correlationId },
  );
}

interface ReadRecord {
  readonly message: PublishedMessage;
  readonly content: Content;
  /** Optional fields that could not be used. */
  readonly dropped: number;
}

function read({ Sns: sns }: SNSEventRecord): ReadRecord {
  const { MessageId: messageId, Message: body } = sns;
  const value = parsed(body);
  const message = (bodyId: unknown, content?: Notification): PublishedMessage => ({
    notificationId: notificationIdOf(messageId, content),
    body,
    publishedAt: Date.parse(sns.Timestamp) || 0,
    // The message id as the last resort: the same at every delivery.
    correlationId: firstCorrelationId(bodyId, sns.MessageAttributes?.[correlationField]?.Value, messageId),
  });
  if (value === undefined) {
    return {
      message: message(undefined),
      content: new DeliveryError("INVALID_JSON", "the message is not JSON"),
      dropped: 0,
    };
  }
  const checked = isAlarmMessage(value) ? alarmNotification.safeParse(value) : notification.safeParse(value);
  const bodyId: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, correlationField) : undefined;
  if (checked.success) {
    const dropped = isAlarmMessage(value) ? 0 : droppedFields(value, checked.data, optionalNotificationFields);
    return { message: message(bodyId, checked.data), content: checked.data, dropped };
  }
  const content = new DeliveryError("INVALID_MESSAGE", issuesText(checked.error));
  return { message: message(bodyId), content, dropped: 0 };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
