// Text from outside in an email that is sent in the shop's name: changed so that mail programs make no link of an address in it.

/**
 * Unicode's word joiner (U+2060): invisible, and allowed in no address, so mail programs end a link there, in HTML and in plain text. It
 * is put before a dot, which together with a scheme is what they look for.
 *
 * Source: S. Whiteman, "Stop email clients from hyperlinking text that's merely URL-like" (blog.teknkl.com), tried in the mail programs of a
 * preview service; Unicode Standard, 23.2, "Word Joiner".
 */
const joiner = "\u2060";

/** The colon after what a program may take for a scheme, such as `https://` or `mailto:x`; not the one in `Size: L`. */
const schemes = /(?<=[A-Za-z][A-Za-z0-9+.-]{0,31}):(?=\S|$)/g;

/** The dots in a name such as `www.example.com` or `例え.テスト`, IDNA's other dots included; not those between digits, as in `1.5`. */
const dots = /(?<=[^\s.])[.。．｡](?=[^\s.\p{N}])|(?<=[^\s.\p{N}])[.。．｡](?=\p{N})/gu;

/** Signs of email addresses. */
const ats = /(?<=\S)[@＠](?=\S)/gu;

/** The same text to the eye, in which nothing is an address: neither of the web nor of email, with or without a scheme. */
export function unlinked(text: string): string {
  return text.replace(schemes, `:${joiner}`).replace(dots, `${joiner}$&`).replace(ats, `${joiner}$&`);
}
