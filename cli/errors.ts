/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** A command failed for a reason that its message explains, so no stack trace is shown. */
export class CommandFailedError extends Error {
  override readonly name = "CommandFailedError";
}

/** What to print for an error: its message, with a stack trace only for unexpected errors. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The message of a CommandFailedError says which step failed. For other errors a problem with credentials is the better message.
  const credentials = error instanceof CommandFailedError ? undefined : credentialsProblem(error);
  if (credentials !== undefined) return credentials;
  const { cause } = error;
  // Many messages include their cause already.
  const more = cause instanceof Error && !error.message.includes(cause.message) ? `\ncaused by: ${explain(cause)}` : "";
  // A programming error needs its stack trace; an expected error is clearer without one.
  const ofSystem = "code" in error && typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code);
  const unexpected =
    !ofSystem && (error instanceof TypeError || error instanceof ReferenceError || error.name === "Error");
  return (unexpected ? (error.stack ?? error.message) : error.message) + more;
}

/** Source: each service's page "Common Errors", and STS's `ExpiredTokenException`. */
const expired = /^(ExpiredToken(Exception)?|RequestExpired|ExpiredCredentials|TokenRefreshRequired)$/;
/** Access keys that AWS does not know, and places where the SDK found no credentials or an expired session. */
const unusable =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|CredentialsProviderError|TokenProviderError)$/;

/** A sentence about AWS credentials that cannot be used; undefined for any other error. */
export function credentialsProblem(error: unknown): string | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const session = unusable.test(each.name) && /expired|refresh/i.test(each.message);
    if (expired.test(each.name) || session)
      return "the AWS credentials have expired: sign in again, then run the command again";
    if (unusable.test(each.name))
      return `there are no usable AWS credentials (${each.message}): sign in, or set a profile`;
  }
  return undefined;
}
