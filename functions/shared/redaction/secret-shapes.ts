// Recognizes email addresses, tokens, keys, credentials and URLs by their form, wherever they come from.
//
// Every search is one pass over the text: a pattern is either a run of one class of characters, or is tried at one position only.
import { readingsOf } from "./encodings";
import { wordSpans } from "./words";

/** Replaces what was removed. */
export const redacted = "[redacted]";

/** Prefixes by which issuers mark their credentials. */
const markedSecrets = [
  "eyJ", // JSON Web Token
  "AKIA",
  "ASIA", // AWS
  "ghp_",
  "gho_",
  "ghu_",
  "ghs_",
  "ghr_",
  "github_pat_",
  "glpat-",
  "sk_live_",
  "sk_test_",
  "pk_live_",
  "pk_test_",
  "rk_live_",
  "rk_test_",
  "whsec_", // Stripe
  "xoxb-",
  "xoxp-",
  "xoxa-",
  "xoxr-",
  "xoxs-",
  "xapp-", // Slack
  "AIza", // Google
  "SG.", // SendGrid
  "npm_",
  "pypi-",
  "hvs.",
  "pul-", // Pulumi
] as const;

const shortestMarked = 12;

/** A word of at least this length, with letters and digits, is taken for a secret. UUIDs consist of shorter words. */
const randomWord = 28;

/** Last word of a name whose value is a secret, as in `api_key=...`. */
const secretName =
  /(?:token|secret|password|passwd|pwd|key|signature|sig|credential|credentials|code|auth|authorization)["']?$/i;

/** Words in front of a secret that is a word of its own. */
const announced =
  /(?:\b(?:bearer|basic)|(?:token|secret|password|passwd|pwd|key|signature|credentials?)["']?\s{0,3}[=:])\s{1,4}$/i;

const longestName = 64;

/** Whether a text looks like a secret or contains an email address. */
export function looksSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** A text without what looks like a secret, without email addresses and without the paths of URLs. */
export function withoutSecrets(text: string): string {
  return withoutKeyBlocks(withoutMailboxes(text)).replace(/\S+/g, (chunk, at: number, whole: string) => {
    if (chunk.length >= 4 && announced.test(whole.slice(Math.max(0, at - 24), at))) return redacted;
    const clean = withoutUrls(chunk).replace(/[^"'`<>()[\]{},;|\\]+/g, cleanPart);
    if (clean !== chunk) return clean;
    // In an encoded chunk the secret's position is not known, so the whole chunk is removed.
    const readings = readingsOf(chunk);
    if (readings === undefined) return redacted;
    const hides = (reading: string) => mailboxAt(reading) || reading.split(/\s+/).some(isMarked);
    return readings.slice(1).some(hides) ? redacted : chunk;
  });
}

/** A run without blanks, quotes and brackets. */
function cleanPart(part: string): string {
  if (isMarked(part)) return redacted;
  const equals = part.search(/[=:]/);
  if (equals > 0 && equals <= longestName) {
    const value = part.slice(equals + 1);
    if (secretName.test(part.slice(0, equals)) && value.length >= 3 && !value.startsWith("//")) {
      return `${part.slice(0, equals + 1)}${redacted}`;
    }
  }
  const random = wordSpans(part).some(([start, end]) => isRandom(part.slice(start, end)));
  return random && !part.startsWith("arn:") ? redacted : part;
}

function isMarked(part: string): boolean {
  if (part.length < shortestMarked) return false;
  return markedSecrets.some((mark) => {
    const at = part.indexOf(mark);
    if (at < 0 || part.length - at < shortestMarked) return false;
    // Only at the beginning of a word.
    return at === 0 || !/[A-Za-z0-9]/.test(part.charAt(at - 1));
  });
}

function isRandom(word: string): boolean {
  return word.length >= randomWord && /\d/.test(word) && /[A-Za-z]/.test(word);
}

/** Reduces URLs to scheme and host, because the rest may identify a person or grant access. */
function withoutUrls(chunk: string): string {
  const at = chunk.indexOf("://");
  if (at < 1) return chunk;
  const scheme = /[a-z][a-z0-9+.-]{0,15}$/i.exec(chunk.slice(Math.max(0, at - 16), at))?.[0];
  if (scheme === undefined || /^(?:file|node)$/i.test(scheme)) return chunk;
  const rest = chunk.slice(at + 3);
  const end = rest.search(/["'`<>()[\]{},;|\\]/);
  const address = end < 0 ? rest : rest.slice(0, end);
  const after = end < 0 ? "" : withoutUrls(rest.slice(end));
  const slash = address.search(/[/?#]/);
  const authority = slash < 0 ? address : address.slice(0, slash);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const cut = host !== authority || (slash >= 0 && slash < address.length - 1);
  return `${chunk.slice(0, at + 3)}${cut ? `${host}/${redacted}` : address}${after}`;
}

/** PEM blocks, from the first to the last line; without a last line, to the end. */
function withoutKeyBlocks(text: string): string {
  const start = text.indexOf("-----BEGIN ");
  if (start < 0) return text;
  const ending = text.indexOf("-----END ", start);
  const close = ending < 0 ? -1 : text.indexOf("-----", ending + 9);
  const rest = close < 0 ? "" : withoutKeyBlocks(text.slice(close + 5));
  return `${text.slice(0, start)}${redacted}${rest}`;
}

/** Characters that end an unquoted local part (RFC 5322) or a domain. */
const notLocal = /[\s"<>()[\],;:\\]/;
const notDomain = /[\s"<>()[\],;:\\'{}/@%&=?#|]/;
const longestLocal = 128;
const longestDomain = 255;

/** The @ sign, also as encoded in URLs, HTML and quoted-printable texts. */
const atSigns = /@|%(?:25)?40|&#64;|&#x40;|&commat;|=40/gi;

interface Mailbox {
  readonly start: number;
  readonly end: number;
}

/** Email addresses, their local part in quotes or not. */
function mailboxes(text: string): Mailbox[] {
  const found: Mailbox[] = [];
  let free = 0;
  for (const { index, 0: sign } of text.matchAll(atSigns)) {
    if (index < free) continue;
    const start = localStart(text, index, free);
    const from = index + sign.length;
    let end = from;
    while (end < text.length && end - from < longestDomain && !notDomain.test(text.charAt(end))) end++;
    if (start === index || end - from < 3 || !/[.%]/.test(text.slice(from, end))) continue;
    found.push({ start, end });
    free = end;
  }
  return found;
}

function localStart(text: string, at: number, free: number): number {
  if (text.charAt(at - 1) === '"') {
    const from = Math.max(free, at - longestLocal);
    const quote = text.slice(from, at - 1).lastIndexOf('"');
    if (quote >= 0) return from + quote;
  }
  let start = at;
  while (start > free && at - start < longestLocal && !notLocal.test(text.charAt(start - 1))) start--;
  return start;
}

function mailboxAt(text: string): boolean {
  return mailboxes(text).length > 0;
}

function withoutMailboxes(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of mailboxes(text)) {
    parts.push(text.slice(at, start), redacted);
    at = end;
  }
  return parts.length === 0 ? text : [...parts, text.slice(at)].join("");
}
