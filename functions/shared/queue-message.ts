// A message of a queue, as a consumer reads it.
import type { SQSRecord } from "aws-lambda";
import { firstCorrelationId } from "../contracts/fields/correlation";
import { wellFormed } from "./cut";

/** What a message came with. */
export interface MessageContext {
  /** From the body, else from the message attribute, else the message id: the same at every delivery. */
  readonly correlationId: string;
  readonly messageId: string;
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  /** When this delivery reached the function. */
  readonly receivedAt: Date;
  /** The body as it came: as JSON; the text itself where it is none. */
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
  const parsed = parseBody(record.body);
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

type ParsedBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

function parseBody(body: string): ParsedBody {
  try {
    const value: unknown = JSON.parse(body);
    return { ok: true, value: /\\ud[89a-f]/i.test(body) ? withoutHalves(value) : value };
  } catch {
    return { ok: false };
  }
}

/**
 * JSON can escape half a character (`"\ud83d"`), which UTF-8 cannot carry: no table and no topic takes it, at no try.
 *
 * @throws RangeError when it is nested too deep to be walked through
 */
function withoutHalves(value: unknown): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (Array.isArray(value)) return value.map(withoutHalves);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [wellFormed(key), withoutHalves(child)]));
}

function correlationIdField(body: unknown): unknown {
  return typeof body === "object" && body !== null && "correlationId" in body ? body.correlationId : undefined;
}
