// One call to SES, and its outcome. Grant: ses:SendEmail on the identity and the configuration set.
import { type SESClient, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-ses";
import { wellFormed } from "./cut";
import { asError } from "./errors";
import { classifyFailure, failureOf, type SendOutcome } from "./ses-outcome";

/** An email: of its texts, halves of characters are replaced, for no request can carry them. */
export type Email = Omit<SendEmailCommandInput, "Message"> & {
  readonly Message: { readonly subject: string; readonly text: string; readonly html?: string };
};

/**
 * Sends an email once. Never throws: an unknown result is an outcome too.
 *
 * @param client must not retry (`maxAttempts: 1`): a retry after a lost answer would send a second email
 */
export async function sendEmail(
  client: Pick<SESClient, "send">,
  { Message: message, ...input }: Email,
): Promise<SendOutcome> {
  const utf8 = (text: string) => ({ Data: wellFormed(text), Charset: "UTF-8" });
  const command = new SendEmailCommand({
    ...input,
    Message: {
      Subject: utf8(message.subject),
      Body: { Text: utf8(message.text), ...(message.html !== undefined && { Html: utf8(message.html) }) },
    },
  });
  const reached = watchStack(command);
  try {
    const { MessageId: messageId } = await client.send(command);
    if (messageId === undefined || messageId === "") {
      return { kind: "unknown", reason: "NO_MESSAGE_ID", detail: "the answer has no message id" };
    }
    return { kind: "accepted", messageId };
  } catch (error) {
    const outcome = classifyFailure(failureOf(error));
    return outcome.kind === "unknown" && reached.start && !reached.connection ? notWritten(error) : outcome;
  }
}

/** How far a call has come in the SDK's middleware: into it, and to the handler that opens the connection. */
function watchStack(command: SendEmailCommand): { start: boolean; connection: boolean } {
  const reached = { start: false, connection: false };
  command.middlewareStack.add(
    (next) => (args) => {
      reached.start = true;
      return next(args);
    },
    { step: "initialize", name: "noteStart" },
  );
  command.middlewareStack.add(
    (next) => (args) => {
      reached.connection = true;
      return next(args);
    },
    // The last step before the handler: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/middleware-stack.html
    { step: "deserialize", priority: "low", name: "noteConnection" },
  );
  return reached;
}

/** An error of the client itself before anything was sent: SES cannot have the email, and a retry would fail in the same way. */
function notWritten(error: unknown): SendOutcome {
  const { name, message } = asError(error);
  return { kind: "refused", transient: false, reason: "REQUEST_NOT_WRITTEN", detail: `${name}: ${message}` };
}
