/** Formats by which a value is recognized as a secret, from the issuers' own descriptions of their keys. */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  ["an AWS access key id", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a JSON web token", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/],
  ["a GitHub token", /\b(gh[pousr]_\w{30,}|github_pat_\w{30,})/],
  ["a Slack token", /\bxox[abeoprs]-[\w-]{10,}/],
  [
    "a chat room's webhook",
    /https:\/\/(hooks\.slack\.com\/|[\w.-]*discord(app)?\.com\/api\/webhooks\/|[\w.-]+\.webhook\.office\.com\/)/i,
  ],
  ["a Stripe key", /\b[rs]k_(live|test)_\w{16,}/],
  ["a Google API key", /\bAIza[\w-]{35}\b/],
  ["a URL with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
];

/** Variable names that suggest a secret. */
const secretName =
  /(^|_)(SECRET|PASSWORD|PASSWD|PWD|PASSPHRASE|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|CLIENT_?SECRET|WEBHOOK(_?URL)?|CONNECTION_?STRING)$/i;

/** Values under such a name that are not secrets: the location of a secret, or a number or flag. */
const harmless = /^(arn:aws[\w-]*:(secretsmanager|ssm|kms):[^\s]+|\/[\w./-]+|true|false|\d{1,6})$/;

/** Pulumi's placeholder for a secret from the stack's configuration, or from a resource, that was passed on unchanged. */
const PULUMI_SECRET = "[secret]";

/** Bits per character above which a long string without words was more likely generated at random than written by a person. */
const RANDOM_BITS = 4.2;

/**
 * The kind of secret that a variable seems to hold; undefined for none.
 *
 * @param ciphertext whether the name says that the value is KMS ciphertext, which then must be base64 of at least 50 bytes
 */
export function secretIn(name: string, value: string, ciphertext: boolean): string | undefined {
  if (value === PULUMI_SECRET) return "a secret of the stack";
  const form = forms.find(([, pattern]) => pattern.test(value));
  if (form !== undefined) return form[0];
  if (ciphertext) return isCiphertext(value) ? undefined : "something that is no ciphertext";
  if (value !== "" && secretName.test(name) && !harmless.test(value)) return "what its name calls a secret";
  return isRandom(value) ? "a text that looks random" : undefined;
}

/** Whether a variable's name suggests that it holds a secret. */
export function promisesSecret(name: string): boolean {
  return secretName.test(name);
}

function isCiphertext(value: string): boolean {
  return /^[A-Za-z0-9+/]{68,}={0,2}$/.test(value);
}

/** Ids of Cognito user pools, which appear in issuers: the region and nine characters. They are public. */
const userPool = /\b[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]{9}\b/g;

/** Whether the value has a long run of letters and digits without the separators that ARNs, URLs, names and lists have. */
function isRandom(value: string): boolean {
  // In a URL slashes separate words; in base64 they are part of the value.
  const runs = /^https?:\/\//.test(value) ? /[A-Za-z0-9+=_-]{24,}/g : /[A-Za-z0-9+/=_-]{24,}/g;
  return (value.replace(userPool, "").match(runs) ?? []).some((run) => {
    const mixed = /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);
    const hexadecimal = /^[0-9a-f]{32,}$/i.test(run) && /\d/.test(run) && /[a-f]/i.test(run);
    return hexadecimal || (mixed && entropy(run) >= RANDOM_BITS);
  });
}

/** Shannon's entropy, in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
