// The email that is sent when the channel failed. Grant: ses:SendEmail on the identity and the configuration set.
import type { SESClient } from "@aws-sdk/client-ses";
import type { ContentField, Notification } from "../../contracts/notification";
import { cleanJson, cleanLine, cleanLines, cleanWords } from "../../shared/clean-text";
import { cutToLength } from "../../shared/cut";
import { sendEmail } from "../../shared/ses-send";
import type { FallbackEmail, FallbackMailer } from "../domain/ports";

/** What the mailer needs. */
export interface FallbackMailerOptions {
  /** Must not retry (`maxAttempts: 1`): after a lost response that would be a second email. */
  readonly client: Pick<SESClient, "send">;
  readonly senderAddress: string;
  /** The operators' address. */
  readonly fallbackAddress: string;
  /** A set without event destinations: the confirmations' events are about orders only. */
  readonly configurationSetName: string;
  /** Environment suffix. */
  readonly environment: string;
}

/** Opens SES for fallbacks. */
export function createFallbackMailer(options: FallbackMailerOptions): FallbackMailer {
  return {
    send: (fallbackEmail) =>
      sendEmail(options.client, {
        Source: options.senderAddress,
        Destination: { ToAddresses: [options.fallbackAddress] },
        Message: renderFallback(fallbackEmail, options.environment),
        ConfigurationSetName: options.configurationSetName,
        Tags: [
          { Name: "notificationId", Value: fallbackEmail.message.notificationId },
          { Name: "environment", Value: options.environment },
          { Name: "correlationId", Value: fallbackEmail.message.correlationId },
        ],
      }),
  };
}

/** Most characters of an unreadable body that are shown. */
const shownBody = 4000;

/** The email. Plain text, cleaned: everything from a notification or an error is plain text in it. */
export function renderFallback({ message, content, failure, attempt }: FallbackEmail, environment: string) {
  const { notificationId, correlationId, publishedAt } = message;
  const about = content === undefined ? "a message that cannot be read" : `[${content.severity}] ${content.subject}`;
  const lines = [
    failure.reason === "UNCERTAIN"
      ? "A notification may not have reached its channel: nobody knows, and it is not sent there again."
      : "A notification did not reach its channel.",
    "",
    `Notification: ${notificationId}`,
    `Published:    ${new Date(publishedAt).toISOString()}`,
    `Environment:  ${environment}`,
    `Correlation:  ${cleanLine(correlationId)}`,
    "",
    `Error:        ${cleanLine(`${failure.errorName}: ${failure.errorMessage}`)}`,
    `Reason:       ${failure.reason}`,
    `Attempt:      ${attempt}`,
    "",
    ...(content === undefined
      ? ["As it was published:", cutToLength(cleanLines(message.body), shownBody)]
      : Object.values(linesOf(content)).flat()),
    "",
  ];
  return { subject: cutToLength(cleanWords(`Notification not delivered: ${about}`), 250), text: lines.join("\n") };
}

/** The notification's fields, from top to bottom. */
function linesOf({ subject, severity, source, message, details }: Notification) {
  return {
    subject: [`Subject:      ${cleanLine(subject)}`],
    severity: [`Severity:     ${severity}`],
    source: [`Source:       ${cleanLine(source)}`],
    message: ["", cleanLines(message)],
    details: details === undefined ? [] : ["", cleanJson(details)],
  } satisfies Record<ContentField, readonly string[]>;
}
