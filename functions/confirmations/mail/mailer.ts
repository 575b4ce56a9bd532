// Hands a mail to SES and says what came of it. Grant: ses:SendEmail on the identity and the configuration set.
import { type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import type { Mailer } from "../domain/ports";
import { type CallFailure, classifyFailure } from "../domain/ses-outcome";
import { mailbox } from "./mailbox";

/** What the mailer needs. */
export interface MailerOptions {
  /** Must not retry by itself (`maxAttempts: 1`): after a lost answer that would be a second mail. */
  readonly client: Pick<SESClient, "send">;
  /** Verified address that mails come from. */
  readonly senderAddress: string;
  /** Name shown beside the address; any text. */
  readonly shopName: string;
  /** Without it SES publishes no events about the mail. */
  readonly configurationSetName: string;
  /** Environment suffix, for the message tag `environment`. */
  readonly environment: string;
}

/** Opens SES for sending. */
export function createMailer(options: MailerOptions): Mailer {
  const source = mailbox(options.shopName, options.senderAddress);
  const utf8 = (data: string) => ({ Data: data, Charset: "UTF-8" });
  return {
    async send(mail, { address, orderId, correlationId }) {
      const command = new SendEmailCommand({
        Source: source,
        Destination: { ToAddresses: [address] },
        Message: { Subject: utf8(mail.subject), Body: { Html: utf8(mail.html), Text: utf8(mail.text) } },
        ConfigurationSetName: options.configurationSetName,
        // Come back in every event about this mail. Values: letters, digits, - and _; the message's schema sees to it.
        Tags: [
          { Name: "orderId", Value: orderId },
          { Name: "environment", Value: options.environment },
          { Name: "correlationId", Value: correlationId },
        ],
      });
      try {
        const { MessageId } = await options.client.send(command);
        if (MessageId === undefined || MessageId === "") {
          return { kind: "unknown", reason: "NO_MESSAGE_ID", detail: "the answer has no message id" };
        }
        return { kind: "accepted", messageId: MessageId };
      } catch (error) {
        return classifyFailure(failureOf(error));
      }
    },
  };
}

/**
 * The SDK's error, reduced to what the classification rests on. An answer is SES's own when the SDK found an error code in its body: it
 * keeps that as `Code`. Pages of something in between (a proxy's 502) have none.
 */
export function failureOf(error: unknown): CallFailure {
  if (!(error instanceof Error)) return { code: "Unknown", message: String(error), fromSes: false };
  const { message } = error;
  const status = statusOf(error);
  const sesCode = textOf(error, "Code");
  if (status !== undefined) return { code: sesCode ?? error.name, message, status, fromSes: sesCode !== undefined };
  return {
    code: gaveUpConnecting(error) ? "NotConnected" : (textOf(error, "code") ?? error.name),
    message,
    fromSes: false,
  };
}

/**
 * Whether time ran out before there was a connection. The SDK's time-outs have one name, and only their text tells this one from that for an
 * answer: a text that changes makes the outcome unknown again, which is the safe side.
 */
function gaveUpConnecting(error: Error): boolean {
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every((one) => one instanceof Error && gaveUpConnecting(one));
  }
  if (error.name === "TimeoutError" && error.message.includes("did not establish a connection")) return true;
  return textOf(error, "code") === "ETIMEDOUT" && textOf(error, "syscall") === "connect";
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function textOf(error: Error, field: "code" | "Code" | "syscall"): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, field)?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}
