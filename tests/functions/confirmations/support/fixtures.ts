// Messages and events with invented people. Addresses are those of AWS's mailbox simulator, or of example domains.
import type { Context, SQSRecord } from "aws-lambda";
import type { OrderConfirmationRequested } from "../../../../functions/contracts/order-confirmation";

/** A valid confirmation request; parts may be replaced. */
export function confirmation(parts: Partial<OrderConfirmationRequested> = {}): OrderConfirmationRequested {
  return {
    type: "OrderConfirmationRequested",
    orderId: "0b4cf1c0-5ad1-8e1b-9a53-3b1d6f6b8a01",
    customerId: "customer-1",
    customerEmail: "success@simulator.amazonses.com",
    currency: "EUR",
    total: "27.50",
    items: [
      { sku: "TEA-1", name: "Green tea", quantity: 3, unitPrice: "5.00" },
      { sku: "CUP-2", name: "Cup", quantity: 1, unitPrice: "12.50" },
    ],
    placedAt: "2026-03-01T09:30:00.000Z",
    correlationId: "11111111-2222-4333-8444-555555555555",
    ...parts,
  };
}

/** A record as Lambda hands it over. */
export function record(body: unknown, parts: Partial<SQSRecord> & { receiveCount?: number } = {}): SQSRecord {
  const { receiveCount = 1, ...rest } = parts;
  return {
    messageId: "message-1",
    receiptHandle: "receipt-1",
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: "0",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:queue",
    awsRegion: "us-east-1",
    ...rest,
  };
}

/** A Lambda context with what the program reads of it. */
export const lambdaContext = {
  functionName: "confirmations-test",
  functionVersion: "1",
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  getRemainingTimeInMillis: () => 30_000,
  memoryLimitInMB: "512",
} as Context;

/** Which email an event is about. */
export interface EmailFacts {
  readonly orderId?: string;
  readonly messageId?: string;
  readonly address?: string;
  readonly at?: string;
  readonly feedbackId?: string;
}

const defaults = { messageId: "0100018f-0000-4000-8000-000000000001-000000", at: "2026-03-01T09:30:05.123Z" };

/** The object `mail` that every event has, in SES's documented form. */
function mail(facts: EmailFacts): Record<string, unknown> {
  const address = facts.address ?? "success@simulator.amazonses.com";
  return {
    timestamp: "2026-03-01T09:30:01.000Z",
    source: '"Shop" <orders@example.com>',
    sourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
    sendingAccountId: "000000000000",
    messageId: facts.messageId ?? defaults.messageId,
    destination: [address],
    headersTruncated: false,
    headers: [{ name: "To", value: address }],
    commonHeaders: { from: ["orders@example.com"], to: [address], messageId: "x", subject: "Your order" },
    tags: {
      "ses:operation": ["SendEmail"],
      "ses:configuration-set": ["confirmations-mails-test"],
      environment: ["test"],
      correlationId: ["11111111-2222-4333-8444-555555555555"],
      ...(facts.orderId === undefined ? {} : { orderId: [facts.orderId] }),
    },
  };
}

/** Events as SES publishes them: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
export const sesEvent = {
  send: (facts: EmailFacts) => ({ eventType: "Send", mail: mail(facts), send: {} }),
  delivery: (facts: EmailFacts) => ({
    eventType: "Delivery",
    mail: mail(facts),
    delivery: {
      timestamp: facts.at ?? defaults.at,
      processingTimeMillis: 4123,
      recipients: [facts.address ?? "success@simulator.amazonses.com"],
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: "mta.example.com",
    },
  }),
  bounce: (facts: EmailFacts, bounceType = "Permanent", bounceSubType = "General") => ({
    eventType: "Bounce",
    mail: mail({ address: "bounce@simulator.amazonses.com", ...facts }),
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [
        {
          emailAddress: facts.address ?? "bounce@simulator.amazonses.com",
          action: "failed",
          status: "5.1.1",
          diagnosticCode: "smtp; 550 5.1.1 user unknown",
        },
      ],
      timestamp: facts.at ?? defaults.at,
      feedbackId: facts.feedbackId ?? "0100018f-feedback-bounce",
      reportingMTA: "dns; mta.example.com",
    },
  }),
  complaint: (facts: EmailFacts, complaintFeedbackType: string | null = "abuse") => ({
    eventType: "Complaint",
    mail: mail({ address: "complaint@simulator.amazonses.com", ...facts }),
    complaint: {
      complainedRecipients: [{ emailAddress: facts.address ?? "complaint@simulator.amazonses.com" }],
      timestamp: facts.at ?? defaults.at,
      feedbackId: facts.feedbackId ?? "0100018f-feedback-complaint",
      userAgent: "Amazon SES Mailbox Simulator",
      ...(complaintFeedbackType === null ? {} : { complaintFeedbackType }),
      arrivalDate: "2026-03-01T09:30:02.000Z",
    },
  }),
  reject: (facts: EmailFacts) => ({ eventType: "Reject", mail: mail(facts), reject: { reason: "Bad content" } }),
};
