// Text of strangers in an email that is sent in the shop's name: whatever address it holds, the mail program shall not make a link of it.

/**
 * Unicode's word joiner (U+2060): without width, allowed in no address, and so the end of what mail programs take for one, in HTML and in
 * plain text. Put before a dot, which is what they look for beside a scheme.
 *
 * Source: S. Whiteman, "Stop email clients from hyperlinking text that's merely URL-like" (blog.teknkl.com), tried in the mail programs of a
 * preview service; Unicode Standard, 23.2, "Word Joiner".
 */
const joiner = "\u2060";

/** The colon of what a program may take for a scheme, such as `https://` or `mailto:x`; a size such as `Size: L` has none. */
const schemes = /(?<=[A-Za-z][A-Za-z0-9+.-]{0,31}):(?=\S|$)/g;

/** The dots of a name such as `www.example.com` or `例え.テスト`, and those that IDNA takes for dots; not those between digits, as in `1.5`. */
const dots = /(?<=[^\s.])[.。．｡](?=[^\s.\p{N}])|(?<=[^\s.\p{N}])[.。．｡](?=\p{N})/gu;

/** Signs of email addresses. */
const ats = /(?<=\S)[@＠](?=\S)/gu;

/** The same text to the eye, in which nothing is an address: neither of the web nor of email, with or without a scheme. */
export function unlinked(text: string): string {
  return text.replace(schemes, `:${joiner}`).replace(dots, `${joiner}$&`).replace(ats, `${joiner}$&`);
}
