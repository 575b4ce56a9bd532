// The subject of a dead letter: the order, shipment event, notification or table record that is not processed further without it. One
// subject may have several dead letters. Pure.
import type { SNSEventRecord } from "aws-lambda";
import { readSnsRecord } from "../../functions/notifications/sns-record";
import type { UnreadableDeadLetter } from "../../functions/shared/set-aside";
import type { DeadLetter } from "./dead-letter";
import { idPattern, parseObject, textOf } from "./parse";

export interface Subject {
  /** `positions` are some records of a stream; `message`: the dead letter has no readable subject. */
  readonly kind: "order" | "shipment event" | "notification" | "record" | "positions" | "message";
  readonly id: string;
}

/** The subject of a dead letter. */
export function subjectOf({ body: text, messageId }: Pick<DeadLetter, "body" | "messageId">): Subject {
  const body = parseObject(text);
  return (
    (body === undefined
      ? undefined
      : (recordOf(body) ?? positionsOf(body) ?? notificationOf(body) ?? shipmentEventOf(body) ?? orderOf(body))) ?? {
      kind: "message",
      id: messageId,
    }
  );
}

type Body = Readonly<Record<string, unknown>>;

/** The dead letter's body if it is of a record that could not be read; else undefined. */
export function unreadableDeadLetterOf(body: Body): UnreadableDeadLetter | undefined {
  const { kind, streamArn, sequenceNumber, eventName, keys } = body;
  if (kind !== "unreadable-record") return undefined;
  return {
    kind,
    streamArn: textOf(streamArn) ?? "",
    sequenceNumber: textOf(sequenceNumber) ?? "",
    eventName: textOf(eventName) ?? "",
    keys: parseObject(keys) ?? {},
  };
}

function recordOf(body: Body): Subject | undefined {
  const deadLetter = unreadableDeadLetterOf(body);
  if (deadLetter === undefined) return undefined;
  const keys = Object.values(parseObject(deadLetter.keys) ?? {}).flatMap((value) => {
    const { S, N } = parseObject(value) ?? {};
    const id = textOf(S) ?? textOf(N);
    return id !== undefined && idPattern.test(id) ? [id] : [];
  });
  return { kind: "record", id: keys.length === 0 ? deadLetter.sequenceNumber : keys.join("/") };
}

function positionsOf(body: Body): Subject | undefined {
  const { shardId, startSequenceNumber } = parseObject(body.DDBStreamBatchInfo) ?? {};
  return typeof shardId === "string" && typeof startSequenceNumber === "string"
    ? { kind: "positions", id: `${shardId}:${startSequenceNumber}` }
    : undefined;
}

/** The event of a failed call of the notifications processor, or a message that its topic could not deliver. */
function notificationOf(body: Body): Subject | undefined {
  const payload = parseObject(body.requestPayload);
  const records: readonly unknown[] = Array.isArray(payload?.Records) ? payload.Records : [];
  const sns = parseObject(parseObject(records[0])?.Sns) ?? (body.Type === "Notification" ? body : undefined);
  const { MessageId: messageId, Message: message } = sns ?? {};
  if (typeof messageId !== "string" || typeof message !== "string") return undefined;
  // A topic without raw delivery wraps messages for queues as well.
  const wrapped = parseObject(message);
  const order = wrapped === undefined ? undefined : orderOf(wrapped);
  if (order !== undefined) return order;
  // The reader uses no other field that may be missing.
  const record = { Sns: { Timestamp: "", ...sns, MessageId: messageId, Message: message } } as Pick<
    SNSEventRecord,
    "Sns"
  >;
  return { kind: "notification", id: readSnsRecord(record).message.notificationId };
}

function shipmentEventOf(body: Body): Subject | undefined {
  return idOf("shipment event", parseObject(body.detail)?.eventId);
}

/** A request for a confirmation, or an event of SES about one, which names the order in a tag. */
function orderOf(body: Body): Subject | undefined {
  const tags = parseObject(parseObject(body.mail)?.tags);
  const tag: unknown = Array.isArray(tags?.orderId) ? tags.orderId[0] : undefined;
  return idOf("order", body.orderId ?? tag);
}

function idOf(kind: Subject["kind"], id: unknown): Subject | undefined {
  return typeof id === "string" && idPattern.test(id) ? { kind, id } : undefined;
}
