// Plans how one dead letter is redriven. Pure.
import {
  confirmResendAttribute,
  confirmResendField,
  redrivenAttribute,
} from "../../functions/contracts/operator-marks";
import type { WayBack } from "../queues/catalog";
import type { DeadLetter, DeadLetterAttribute } from "../queues/dead-letter";
import { parseObject, textOf } from "../queues/parse";

/** The action for one dead letter. */
export type Return =
  | {
      readonly kind: "send";
      readonly queueUrl: string;
      readonly body: string;
      readonly attributes: Readonly<Record<string, DeadLetterAttribute>>;
    }
  | { readonly kind: "invoke"; readonly functionName: string; readonly payload: string }
  /** The dead letter names records of a stream to replay: see `replay.ts`. */
  | { readonly kind: "replay" }
  /** The dead letter stays where it is. */
  | { readonly kind: "stay"; readonly why: string };

/**
 * Attributes about the failure, not about the message: those of our consumers (`queue-control.ts`), and those of
 * EventBridge. The marks of an earlier redrive go as well: a permit was for the order as it was then.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const deathCertificate = new Set([
  ...["reason", "detail", "sourceMessageId", "functionName"],
  ...[confirmResendAttribute, redrivenAttribute],
  ...["RULE_ARN", "TARGET_ARN", "ERROR_CODE", "ERROR_MESSAGE", "EXHAUSTED_RETRY_CONDITION", "RETRY_ATTEMPTS"],
]);

/** Most attributes that SQS accepts with a message. */
const mostAttributes = 10;

/**
 * Plans the redrive of one dead letter.
 *
 * @param permit an operator's permit for one more email: the number of attempts that its order or notification has had. See
 *   `Attempt.resendPermit` of confirmations and `decide` of notifications. @default none
 */
export function planReturn(deadLetter: DeadLetter, way: WayBack, permit?: number): Return {
  switch (way.kind) {
    case "queue":
      if (way.from === "rule" && isSealed(deadLetter.body)) return { kind: "stay", why: sealedWhy };
      return toQueue(way.from === "subscription" ? unwrapNotification(deadLetter) : deadLetter, way, permit);
    case "call":
      return callAgain(deadLetter, way.functionName, permit);
    case "topic-call":
      return callAsTopic(deadLetter, way.functionName);
    case "sealed":
      return { kind: "stay", why: sealedWhy };
    case "stream":
      return { kind: "replay" };
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-dlq-decrypt.html */
const sealedWhy =
  "EventBridge sealed it: decrypt `encrypted-payload` with the AWS Encryption SDK and the stack's key, then put the event on the bus again";

function isSealed(body: string): boolean {
  const event = parseObject(body);
  return event?.source === "aws.events" && parseObject(event.detail)?.["encrypted-payload"] !== undefined;
}

function toQueue(
  { body, attributes }: Pick<DeadLetter, "body" | "attributes">,
  { queueUrl, marked = false }: Extract<WayBack, { kind: "queue" }>,
  permit: number | undefined,
): Return {
  const kept = Object.entries(attributes).filter(([name]) => !deathCertificate.has(name));
  const marks = [
    ...(marked ? [[redrivenAttribute, { type: "String", value: "true" }] as const] : []),
    ...(permit === undefined ? [] : [[confirmResendAttribute, { type: "String", value: String(permit) }] as const]),
  ];
  return {
    kind: "send",
    queueUrl,
    body,
    attributes: Object.fromEntries([...marks, ...kept].slice(0, mostAttributes)),
  };
}

/** The original message. SNS wraps it, except with raw delivery, which all subscriptions of queues in this program have. */
function unwrapNotification(deadLetter: DeadLetter): Pick<DeadLetter, "body" | "attributes"> {
  const envelope = notificationOf(deadLetter.body);
  if (envelope === undefined) return deadLetter;
  const attributes = Object.entries(parseObject(envelope.MessageAttributes) ?? {}).flatMap(([name, given]) => {
    const { Type, Value } = parseObject(given) ?? {};
    return typeof Type === "string" && typeof Value === "string" ? [[name, { type: Type, value: Value }] as const] : [];
  });
  return { body: String(envelope.Message), attributes: Object.fromEntries(attributes) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function callAgain(deadLetter: DeadLetter, functionName: string, permit: number | undefined): Return {
  const record = parseObject(deadLetter.body);
  const payload = record?.requestPayload;
  if (record === undefined || payload === undefined) {
    return { kind: "stay", why: "it is no record of a failed call: it has no requestPayload" };
  }
  const failed = textOf(parseObject(record.requestContext)?.functionArn)?.split(":")[6];
  if (failed !== undefined && failed !== functionName) {
    return { kind: "stay", why: `it is a failed call of ${failed}, not of ${functionName}` };
  }
  return { kind: "invoke", functionName, payload: JSON.stringify(permitted(payload, permit)) };
}

/** The event with this permit in each of its records, and without the permit of an earlier redrive. */
function permitted(payload: unknown, permit: number | undefined): unknown {
  const event = parseObject(payload);
  if (event === undefined || !Array.isArray(event.Records)) return payload;
  const records: readonly unknown[] = event.Records;
  return {
    ...event,
    Records: records.map((record) => {
      const { [confirmResendField]: _earlier, ...same } = parseObject(record) ?? {};
      return permit === undefined ? same : { ...same, [confirmResendField]: permit };
    }),
  };
}

/**
 * A message that SNS could not deliver to a function. Published again it would get another message id, be another notification, and reach
 * the topic's other subscribers twice; so the function is called as SNS would have called it.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
function callAsTopic(deadLetter: DeadLetter, functionName: string): Return {
  const envelope = notificationOf(deadLetter.body);
  if (envelope === undefined)
    return { kind: "stay", why: "it is no notification of SNS: it has no MessageId and Message" };
  const { SigningCertURL, UnsubscribeURL, ...same } = envelope;
  const Sns = {
    Subject: null,
    MessageAttributes: {},
    ...same,
    SigningCertUrl: SigningCertURL ?? "",
    UnsubscribeUrl: UnsubscribeURL ?? "",
  };
  const record = {
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: textOf(envelope.TopicArn) ?? "",
    Sns,
  };
  return { kind: "invoke", functionName, payload: JSON.stringify({ Records: [record] }) };
}

function notificationOf(body: string): Readonly<Record<string, unknown>> | undefined {
  const envelope = parseObject(body);
  const whole =
    envelope?.Type === "Notification" &&
    ["MessageId", "TopicArn", "Message"].every((field) => typeof envelope[field] === "string");
  return whole ? envelope : undefined;
}
