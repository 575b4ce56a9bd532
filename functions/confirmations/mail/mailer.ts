// Hands a mail to SES and says what came of it. Grant: ses:SendEmail on the identity and the configuration set.
import { type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { classifyFailure, failureOf } from "../../shared/ses-outcome";
import type { Mailer } from "../domain/ports";
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
