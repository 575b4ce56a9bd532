/** A text that is an address with something in it that only its owner knows: a user, a query, a fragment. */
const privateAddress = /[a-z]:\/\/(?:[^/?#\s"]*@|[^?#"]*[?#])/i;

/** Twenty characters and more without a break, letters and digits: keys and tokens look so, and no word does. */
const tokenLike = /(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{20,}/;

/**
 * What a refusal says of the value that it refuses: the value, or its shape alone where it may be a secret, for messages stand in logs
 * and comments.
 *
 * @param secret whether the value is known to be one: set with `--secret`, or of a key that holds one
 */
export function given(value: unknown, secret = false): string {
  if (value === undefined) return "nothing given";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (secret) return "[secret] given";
  return privateAddress.test(text) || tokenLike.test(text)
    ? `a text of ${text.length} characters given`
    : `${JSON.stringify(value)} given`;
}
