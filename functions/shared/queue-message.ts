// A message of a queue, as a consumer reads it.
import type { SQSRecord } from "aws-lambda";
import { firstCorrelationId } from "../contracts/fields/correlation";
import { readJson } from "./readable-json";

/** Facts about a message besides its body. */
export interface MessageContext {
  /** From the body, else from the message attribute, else the message id: the same at every delivery. */
  readonly correlationId: string;
  readonly messageId: string;
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  /** When this delivery reached the function. */
  readonly receivedAt: Date;
  /** The body's JSON, without unreadable parts (see `readJson`); the string itself if it is not JSON. */
  readonly body: unknown;
}

/** A message's context, and whether its body is JSON. */
export interface ReadMessage {
  readonly context: MessageContext;
  readonly isJson: boolean;
}

/** Reads a record. @param correlationIdOf where a body's JSON has the correlation id */
export function readMessage(
  record: SQSRecord,
  receivedAt: Date,
  correlationIdOf: (body: unknown) => unknown = correlationIdField,
): ReadMessage {
  const parsed = readJson(record.body);
  const body = parsed.ok ? parsed.value : record.body;
  const context: MessageContext = {
    correlationId: firstCorrelationId(
      correlationIdOf(body),
      record.messageAttributes.correlationId?.stringValue,
      record.messageId,
    ),
    messageId: record.messageId,
    receiveCount: Math.max(1, Number(record.attributes.ApproximateReceiveCount) || 1),
    receivedAt,
    body,
  };
  return { context, isJson: parsed.ok };
}

function correlationIdField(body: unknown): unknown {
  return typeof body === "object" && body !== null && "correlationId" in body ? body.correlationId : undefined;
}
