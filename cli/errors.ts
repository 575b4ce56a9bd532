/** The command line was wrong. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** A command failed for a reason that its message explains in full: no stack trace is shown. */
export class CommandFailedError extends Error {
  override readonly name = "CommandFailedError";
}

/** What to print for any error: its message, without a stack unless it is none of ours to explain. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What was being done matters more than why it failed; else the credentials are all that there is to say.
  const credentials = error instanceof CommandFailedError ? undefined : credentialsProblem(error);
  if (credentials !== undefined) return credentials;
  const { cause } = error;
  // Many messages quote their cause already.
  const more = cause instanceof Error && !error.message.includes(cause.message) ? `\ncaused by: ${explain(cause)}` : "";
  // A programming error is useless without its place; an expected one is clearer without.
  const ofSystem = "code" in error && typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code);
  const unexpected =
    !ofSystem && (error instanceof TypeError || error instanceof ReferenceError || error.name === "Error");
  return (unexpected ? (error.stack ?? error.message) : error.message) + more;
}

/** Source: each service's page "Common Errors", and STS's `ExpiredTokenException`. */
const expired = /^(ExpiredToken(Exception)?|RequestExpired|ExpiredCredentials|TokenRefreshRequired)$/;
/** Keys that AWS does not know, and places where the SDK found none or only a session that is over. */
const unusable =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|CredentialsProviderError|TokenProviderError)$/;

/** One sentence about AWS credentials that cannot be used; undefined when that is not what an error is about. */
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
