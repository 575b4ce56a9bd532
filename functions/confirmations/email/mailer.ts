// Sends an email by SES and returns the outcome. Grant: ses:SendEmail on the identity and the configuration set.
import type { SESClient } from "@aws-sdk/client-ses";
import { sendEmail } from "../../shared/ses-send";
import type { Mailer } from "../domain/ports";
import { mailbox } from "./mailbox";

/** What the mailer needs. */
export interface MailerOptions {
  /** Must not retry (`maxAttempts: 1`): after a lost response that would be a second email. */
  readonly client: Pick<SESClient, "send">;
  /** Verified address that emails come from. */
  readonly senderAddress: string;
  /** Name shown beside the address; any text. */
  readonly shopName: string;
  /** Without it SES publishes no events about the email. */
  readonly configurationSetName: string;
  /** Environment suffix, for the message tag `environment`. */
  readonly environment: string;
}

/** Opens SES for sending. */
export function createMailer(options: MailerOptions): Mailer {
  const source = mailbox(options.shopName, options.senderAddress);
  return {
    send: ({ subject, html, text }, { address, orderId, correlationId }) =>
      sendEmail(options.client, {
        Source: source,
        Destination: { ToAddresses: [address] },
        Message: { subject, html, text },
        ConfigurationSetName: options.configurationSetName,
        // Come back in every event about this email. Values: letters, digits, - and _; the message's schema sees to it.
        Tags: [
          { Name: "orderId", Value: orderId },
          { Name: "environment", Value: options.environment },
          { Name: "correlationId", Value: correlationId },
        ],
      }),
  };
}
