/** What stands where something was taken out. */
export const redacted = "[redacted]";

/** Values that stood in sensitive fields of one event. */
export interface Sensitive {
  readonly values: Set<string>;
}

/** Parts of field names that always mean a secret, compared in lower case without hyphens and underscores. */
const secretParts =
  /authorization|cookie|token|secret|password|passwd|credential|signature|privatekey|accesskey|apikey|idempotencykey/;

/** Parts of field names that mean personal data. */
const personalParts =
  /mail|phone|address|recipient|postalcode|zipcode|firstname|lastname|surname|fullname|username|clientip|realip|connectingip|forwardedfor|viewercity|viewerpostal|viewerl(?:at|ong)itude/;

/** Whole field names that mean personal data. */
const personalFields =
  /^(name|customername|displayname|line1|line2|street|city|sourceip|forwarded|lastreason|useragent|commonheaders|destination|source|zip)$/;

/** Whole field names that hold free text or people in one place and a plain code in another. */
const ambiguousFields = /^(from|to|cc|bcc|replyto|reason|subject|detail|title|description|diagnosticcode)$/;

/** Codes and statuses, such as `CANCELLED`, and names of AWS services and sources, such as `backoffice.orders`. */
const plainCode = /^[A-Z][A-Z0-9_]{0,63}$|^[a-z]+([.:][a-z]+)+$/;

/** Values shorter than this are not hunted for in other texts: removing every `Jo` would leave nothing to read. */
const shortestHunted = 4;

const mostHunted = 500;

/** What cannot stand in the local part (RFC 5322, quoted parts aside), and what ends a domain. */
const notLocal = '\\s"<>()\\[\\],;:\\\\';
const notDomain = `${notLocal}'{}/@`;

const patterns: readonly RegExp[] = [
  // E-mail addresses, also with a quoted local part and URL-encoded. Bounded, so that no text can make the search slow.
  new RegExp(`(?:"[^"]{1,64}"|[^${notLocal}]{1,128})(?:@|%40)[^${notDomain}]{1,255}\\.[^${notDomain}]{1,63}`, "gi"),
  // JSON Web Tokens: three parts, the first of which is a JSON object in base64url.
  /\beyJ[\w-]*\.[\w-]*(?:\.[\w-]*)?/g,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{4,}/gi,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  // Credentials in addresses and in form fields.
  /(?<=:\/\/)[^\s/@]{1,256}(?=@)/g,
  /(?<=\b[\w-]{0,40}(?:token|secret|password|api_?key|signature|credential)\w{0,20}["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"'&,;]{3,4096}/gi,
];

export function emptySensitive(): Sensitive {
  return { values: new Set() };
}

/** Whether a field's whole value must go. Empty values, and plain codes in ambiguous fields, may stay. */
export function isSensitiveField(field: string, value: unknown): boolean {
  if (value === null || value === undefined || value === "" || typeof value === "boolean") return false;
  const name = plainName(field);
  // What SES tells about a mail: `source`, `destination` and the headers go by their own names; ids and tags stay.
  if (name === "mail" && typeof value === "object" && "messageId" in value) return false;
  if (secretParts.test(name) || personalParts.test(name)) return true;
  if (name === "headers") return Array.isArray(value);
  if (personalFields.test(name) || ambiguousFields.test(name)) {
    // `detail` of an event is an object: its own fields decide.
    if (typeof value === "object" && ambiguousFields.test(name)) return Array.isArray(value);
    return !(typeof value === "string" && plainCode.test(value));
  }
  return false;
}

/** Fields that go themselves, but whose values are too common in other texts to be removed there: `node` is a user agent. */
const neverHunted = /^useragent$/;

/** Whether a sensitive field's value must also go wherever else it stands. */
export function isHunted(field: string): boolean {
  return !neverHunted.test(plainName(field));
}

/** Remembers every text and long number inside a sensitive value. */
export function noteSensitive(sensitive: Sensitive, value: unknown, depth = 8): void {
  if (sensitive.values.size >= mostHunted) return;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    const text = String(value).trim();
    if (text.length >= shortestHunted && !plainCode.test(text)) sensitive.values.add(text);
    return;
  }
  if (typeof value !== "object" || value === null || depth === 0) return;
  for (const child of Object.values(value)) noteSensitive(sensitive, child, depth - 1);
}

/** A text without the noted values and without what looks like a secret or an e-mail address. */
export function scrub(text: string, sensitive: Sensitive): string {
  let clean = text;
  // The longest first: a value that holds another must go as a whole.
  for (const value of [...sensitive.values].sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(value, redacted);
  }
  for (const pattern of patterns) clean = clean.replace(pattern, redacted);
  return clean;
}

function plainName(field: string): string {
  return field.toLowerCase().replace(/[-_\s]/g, "");
}
