// How one dead letter goes back. Pure.
import { confirmResendAttribute } from "../../functions/confirmations/messages";
import type { WayBack } from "../queues/catalog";
import { type Letter, type LetterAttribute, parseObject, textOf } from "../queues/letter";

/** What is done with one letter. */
export type Return =
  | {
      readonly kind: "send";
      readonly queueUrl: string;
      readonly body: string;
      readonly attributes: Readonly<Record<string, LetterAttribute>>;
    }
  | { readonly kind: "invoke"; readonly functionName: string; readonly payload: string }
  /** The letter stays where it is. */
  | { readonly kind: "stay"; readonly why: string };

/**
 * Attributes that tell how a message died, and nothing about the message: those of our consumers (`queue-control.ts`), and those of
 * EventBridge. A permit to send again is good for one time, and goes as well.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const deathCertificate = new Set([
  ...["reason", "detail", "sourceMessageId", "functionName", confirmResendAttribute],
  ...["RULE_ARN", "TARGET_ARN", "ERROR_CODE", "ERROR_MESSAGE", "EXHAUSTED_RETRY_CONDITION", "RETRY_ATTEMPTS"],
]);

/** SQS takes so many attributes with a message. */
const mostAttributes = 10;

/**
 * Plans the way back of one letter.
 *
 * @param confirmResend permit one more e-mail, see `Attempt.resendPermit`
 */
export function planReturn(letter: Letter, way: WayBack, confirmResend = false): Return {
  switch (way.kind) {
    case "queue":
      if (way.from === "rule" && isSealed(letter.body)) return { kind: "stay", why: sealedWhy };
      return toQueue(way.from === "subscription" ? unwrapNotification(letter) : letter, way.queueUrl, confirmResend);
    case "call":
      return callAgain(letter, way.functionName);
    case "topic-call":
      return callAsTopic(letter, way.functionName);
    case "sealed":
      return { kind: "stay", why: sealedWhy };
    case "stream":
      return { kind: "stay", why: "it holds a position in a stream, not the records" };
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
  { body, attributes }: Pick<Letter, "body" | "attributes">,
  queueUrl: string,
  confirmResend: boolean,
): Return {
  const kept = Object.entries(attributes).filter(([name]) => !deathCertificate.has(name));
  const permit = confirmResend ? [[confirmResendAttribute, { type: "String", value: "true" }] as const] : [];
  return {
    kind: "send",
    queueUrl,
    body,
    attributes: Object.fromEntries([...permit, ...kept].slice(0, mostAttributes)),
  };
}

/** With raw delivery, which all our queue subscriptions have, SNS leaves the message as it was; without it, it wraps it. */
function unwrapNotification(letter: Letter): Pick<Letter, "body" | "attributes"> {
  const envelope = notificationOf(letter.body);
  if (envelope === undefined) return letter;
  const attributes = Object.entries(parseObject(envelope.MessageAttributes) ?? {}).flatMap(([name, given]) => {
    const { Type, Value } = parseObject(given) ?? {};
    return typeof Type === "string" && typeof Value === "string" ? [[name, { type: Type, value: Value }] as const] : [];
  });
  return { body: String(envelope.Message), attributes: Object.fromEntries(attributes) };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function callAgain(letter: Letter, functionName: string): Return {
  const record = parseObject(letter.body);
  const payload = record?.requestPayload;
  if (record === undefined || payload === undefined) {
    return { kind: "stay", why: "it is no record of a failed call: it has no requestPayload" };
  }
  const failed = textOf(parseObject(record.requestContext)?.functionArn)?.split(":")[6];
  if (failed !== undefined && failed !== functionName) {
    return { kind: "stay", why: `it is a failed call of ${failed}, not of ${functionName}` };
  }
  return { kind: "invoke", functionName, payload: JSON.stringify(payload) };
}

/**
 * What SNS could not hand to a function. Published again it would have another message id, be another notification, and reach the topic's
 * other subscribers twice: so the function is called as SNS would have done.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
function callAsTopic(letter: Letter, functionName: string): Return {
  const envelope = notificationOf(letter.body);
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
