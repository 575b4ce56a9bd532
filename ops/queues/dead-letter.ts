import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import { maskAddresses } from "../text";
import { idPattern, parseObject, textOf } from "./parse";
import type { QueuedMessage } from "./peek";
import { type Subject, subjectOf, unreadableDeadLetterOf } from "./subject";

/** A message in a failure queue. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Message attributes with a text or number value, by name. */
  readonly attributes: Readonly<Record<string, DeadLetterAttribute>>;
  /** When it was sent; for a message that SQS moved here, when it was sent to its first queue. */
  readonly sentAt: Date;
  readonly receiveCount: number;
}

export interface DeadLetterAttribute {
  /** SQS's type, such as `String` or `Number`. */
  readonly type: string;
  readonly value: string;
}

/** A dead letter that was received, and can be deleted. */
export interface ReceivedDeadLetter extends DeadLetter {
  readonly receiptHandle: string;
}

/** Facts about a dead letter for operators. Ids and codes only, nothing from the body that could be personal data. */
export interface DeadLetterSummary {
  readonly messageId: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly receiveCount: number;
  readonly reason: string;
  readonly detail?: string;
  readonly correlationId?: string;
  readonly functionName?: string;
  /** Ids in the body, such as `orderId`. */
  readonly ids: Readonly<Record<string, string>>;
  /** The order, shipment event, notification or record that it is about. */
  readonly subject: Subject;
}

/** A dead letter from a message that SQS returned. */
export function fromMessage(message: Message): ReceivedDeadLetter {
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: attributesOf(message.MessageAttributes ?? {}),
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? 0)),
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 0),
  };
}

/** A dead letter from the emulator's own view of a queue. */
export function fromQueued(message: QueuedMessage): DeadLetter {
  return {
    messageId: message.MessageId,
    body: message.Body,
    attributes: attributesOf(message.MessageAttributes),
    sentAt: new Date(message.SentTimestamp * 1000),
    receiveCount: message.ReceiveCount,
  };
}

function attributesOf(
  given: Readonly<Record<string, { DataType?: string | undefined; StringValue?: string | undefined }>>,
): Record<string, DeadLetterAttribute> {
  const entries = Object.entries(given).flatMap(([name, { DataType, StringValue }]) =>
    StringValue === undefined ? [] : [[name, { type: DataType ?? "String", value: StringValue }] as const],
  );
  return Object.fromEntries(entries);
}

/** Attributes in the form that SQS takes. */
export function toMessageAttributes(
  attributes: Readonly<Record<string, DeadLetterAttribute>>,
): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [name, { DataType: type, StringValue: value }]),
  );
}

const idFields = ["orderId", "shipmentId", "eventId", "notificationId", "sequenceNumber", "eventName"] as const;

/** Summarizes a dead letter. The reason is set by the consumer or by the service that gave up; otherwise it is `RECEIVES_EXHAUSTED`. */
export function summarize(deadLetter: DeadLetter): DeadLetterSummary {
  const attribute = (name: string) => deadLetter.attributes[name]?.value;
  const body = parseObject(deadLetter.body);
  const inner = parseObject(body?.detail) ?? body;
  const request = parseObject(body?.requestContext);
  const subject = subjectOf(deadLetter);
  const named = subject.kind === "notification" ? { notificationId: subject.id } : (recordIds(body) ?? inner);
  const ids = idFields.flatMap((field) => {
    const value = named?.[field];
    return typeof value === "string" && idPattern.test(value) ? [[field, value] as const] : [];
  });
  const failure = parseObject(body?.responsePayload);
  const correlationId = attribute("correlationId") ?? textOf(inner?.correlationId) ?? calledWith(body);
  const detail = attribute("detail") ?? attribute("ERROR_MESSAGE") ?? errorOf(failure);
  const functionName = attribute("functionName") ?? textOf(request?.functionArn)?.split(":")[6];
  return {
    messageId: deadLetter.messageId,
    sentAt: deadLetter.sentAt.toISOString(),
    receiveCount: deadLetter.receiveCount,
    reason: attribute("reason") ?? attribute("ERROR_CODE") ?? textOf(request?.condition) ?? "RECEIVES_EXHAUSTED",
    ...(detail === undefined ? {} : { detail }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(functionName === undefined ? {} : { functionName }),
    ids: Object.fromEntries(ids),
    subject,
  };
}

/**
 * The function's error, from Lambda's record of the call.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function errorOf(failure: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const [type, message] = [textOf(failure?.errorType), textOf(failure?.errorMessage)];
  if (message === undefined) return type;
  return maskAddresses(type === undefined || message.startsWith(type) ? message : `${type}: ${message}`);
}

/** The correlation id in the event of a failed call. */
function calledWith(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const records: unknown = parseObject(body?.requestPayload)?.Records;
  const sns = parseObject(parseObject(Array.isArray(records) ? records[0] : undefined)?.Sns) ?? body;
  const id = textOf(parseObject(sns?.Message)?.correlationId);
  return id !== undefined && idPattern.test(id) ? id : undefined;
}

/** Keys and position of a record that could not be read. */
function recordIds(body: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> | undefined {
  const deadLetter = body === undefined ? undefined : unreadableDeadLetterOf(body);
  if (deadLetter === undefined) return undefined;
  const keys = Object.entries(parseObject(deadLetter.keys) ?? {}).map(([name, value]) => [name, parseObject(value)?.S]);
  return { ...Object.fromEntries(keys), sequenceNumber: deadLetter.sequenceNumber, eventName: deadLetter.eventName };
}
