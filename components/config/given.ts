/** A string with a URL that may contain a secret: a user, a query or a fragment. */
const privateAddress = /[a-z]:\/\/(?:[^/?#\s"]*@|[^?#"]*[?#])/i;

/** Twenty or more characters in a row, with letters and digits: keys and tokens look like this, words do not. */
const tokenLike = /(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{20,}/;

/**
 * The rejected value as an error message shows it: the value, or only its shape if it may be a secret, because messages appear in logs and
 * comments.
 *
 * @param secret whether the value is known to be secret: set with `--secret`, or of a key for secrets
 */
export function given(value: unknown, secret = false): string {
  if (value === undefined) return "nothing given";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (secret) return "[secret] given";
  return privateAddress.test(text) || tokenLike.test(text)
    ? `a text of ${text.length} characters given`
    : `${JSON.stringify(value)} given`;
}
