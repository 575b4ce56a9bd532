import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { QueuedMessage } from "../../local/traffic/evidence/queues";

/** A message in a failure queue. */
export interface Letter {
  readonly messageId: string;
  readonly body: string;
  /** Message attributes with a text or number value, by name. */
  readonly attributes: Readonly<Record<string, LetterAttribute>>;
  /** When it was sent; for a message that SQS moved here, when it was sent to its first queue. */
  readonly sentAt: Date;
  readonly receiveCount: number;
}

export interface LetterAttribute {
  /** SQS's type, such as `String` or `Number`. */
  readonly type: string;
  readonly value: string;
}

/** A letter that was received, and can be deleted. */
export interface ReceivedLetter extends Letter {
  readonly receiptHandle: string;
}

/** What a person needs to know of a letter. Ids and codes only, nothing from the body that could be personal. */
export interface LetterSummary {
  readonly messageId: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly receiveCount: number;
  readonly reason: string;
  readonly detail?: string;
  readonly correlationId?: string;
  readonly functionName?: string;
  /** Ids that the body names, such as `orderId`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A letter from what SQS answered. */
export function fromMessage(message: Message): ReceivedLetter {
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: attributesOf(message.MessageAttributes ?? {}),
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? 0)),
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 0),
  };
}

/** A letter from the emulator's own view of a queue. */
export function fromQueued(message: QueuedMessage): Letter {
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
): Record<string, LetterAttribute> {
  const entries = Object.entries(given).flatMap(([name, { DataType, StringValue }]) =>
    StringValue === undefined ? [] : [[name, { type: DataType ?? "String", value: StringValue }] as const],
  );
  return Object.fromEntries(entries);
}

/** Attributes in the form that SQS takes. */
export function toMessageAttributes(
  attributes: Readonly<Record<string, LetterAttribute>>,
): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [name, { DataType: type, StringValue: value }]),
  );
}

const idFields = ["orderId", "shipmentId", "eventId", "notificationId"] as const;

/** Sums a letter up. The reason is the consumer's own, or what the service that gave up says, or `RECEIVES_EXHAUSTED`. */
export function summarize(letter: Letter): LetterSummary {
  const attribute = (name: string) => letter.attributes[name]?.value;
  const body = parseObject(letter.body);
  const inner = parseObject(body?.detail) ?? body;
  const request = parseObject(body?.requestContext);
  const ids = idFields.flatMap((field) => {
    const value = inner?.[field];
    return typeof value === "string" && /^[\w.:-]{1,128}$/.test(value) ? [[field, value] as const] : [];
  });
  const correlationId = attribute("correlationId") ?? textOf(inner?.correlationId);
  const detail = attribute("detail") ?? attribute("ERROR_MESSAGE");
  const functionName = attribute("functionName") ?? textOf(request?.functionArn)?.split(":")[6];
  return {
    messageId: letter.messageId,
    sentAt: letter.sentAt.toISOString(),
    receiveCount: letter.receiveCount,
    reason: attribute("reason") ?? attribute("ERROR_CODE") ?? textOf(request?.condition) ?? "RECEIVES_EXHAUSTED",
    ...(detail === undefined ? {} : { detail }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(functionName === undefined ? {} : { functionName }),
    ids: Object.fromEntries(ids),
  };
}

/** An object, or the object that a text holds as JSON; else undefined. */
export function parseObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  let parsed = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
}

/** A text, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
