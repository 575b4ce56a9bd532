import * as z from "zod";

/** A notification as SNS writes it for a queue. Source: SNS Developer Guide, "HTTP/HTTPS notification JSON format". */
const notification = z.looseObject({
  Type: z.literal("Notification"),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.string(),
  Signature: z.string(),
  SigningCertURL: z.string(),
  UnsubscribeURL: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.string(), Value: z.string() })).optional(),
});

/**
 * The event that SNS calls a function with, made of the same message as a queue has got it.
 *
 * Source: Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". A function's event writes `Url` where a
 * queue's message writes `URL`, and has a `Subject` and `MessageAttributes` always.
 *
 * @throws {z.ZodError} it is no notification of SNS
 */
export function snsEvent(body: string, subscriptionArn: string): string {
  const { SigningCertURL, UnsubscribeURL, Subject, MessageAttributes, ...same } = notification.parse(JSON.parse(body));
  return JSON.stringify({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...same,
          Subject: Subject ?? null,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes: MessageAttributes ?? {},
        },
      },
    ],
  });
}
