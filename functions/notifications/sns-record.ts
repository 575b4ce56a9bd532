// A record of the processor's event: from the topic, or from an operator who redrives a failed call.
import type { SNSEventRecord } from "aws-lambda";
import { correlationField, firstCorrelationId } from "../contracts/fields/correlation";
import { droppedFields } from "../contracts/fields/optional-fields";
import { type Notification, notification, optionalNotificationFields } from "../contracts/notification";
import { confirmResendField } from "../contracts/operator-marks";
import { issuesText } from "../shared/issues";
import { readJson } from "../shared/readable-json";
import { alarmNotification, isAlarmMessage } from "./alarm-message";
import type { Content } from "./domain/deliver";
import { DeliveryError } from "./domain/failures";
import { notificationIdOf } from "./domain/notification-id";
import type { PublishedMessage } from "./domain/published-message";

/** SNS's event, with an operator's mark. */
export type MarkedRecord = Pick<SNSEventRecord, "Sns"> & { readonly [confirmResendField]?: unknown };

export interface ReadRecord {
  readonly message: PublishedMessage;
  readonly content: Content;
  /** Optional fields that could not be used. */
  readonly dropped: number;
  /** See `Asked.resendPermit`. */
  readonly resendPermit: number | undefined;
}

/** Reads a record, whether or not it contains a valid notification. */
export function readSnsRecord({ Sns: sns, [confirmResendField]: permit }: MarkedRecord): ReadRecord {
  const resendPermit = typeof permit === "number" ? permit : undefined;
  const { MessageId: messageId, Message: body } = sns;
  const json = readJson(body);
  const message = (bodyId: unknown, content?: Notification): PublishedMessage => ({
    notificationId: notificationIdOf(messageId, content),
    body,
    publishedAt: Date.parse(sns.Timestamp) || 0,
    // The message id as the last resort: the same at every delivery.
    correlationId: firstCorrelationId(bodyId, sns.MessageAttributes?.[correlationField]?.Value, messageId),
  });
  if (!json.ok) {
    return {
      message: message(undefined),
      content: new DeliveryError("INVALID_JSON", "the message is not JSON"),
      dropped: 0,
      resendPermit,
    };
  }
  const { value } = json;
  const checked = isAlarmMessage(value) ? alarmNotification.safeParse(value) : notification.safeParse(value);
  const bodyId: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, correlationField) : undefined;
  if (checked.success) {
    const dropped = isAlarmMessage(value) ? 0 : droppedFields(value, checked.data, optionalNotificationFields);
    return { message: message(bodyId, checked.data), content: checked.data, dropped, resendPermit };
  }
  const content = new DeliveryError("INVALID_MESSAGE", issuesText(checked.error));
  return { message: message(bodyId), content, dropped: 0, resendPermit };
}
