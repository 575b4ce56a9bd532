// A name and an address as one header value.
import { cleanWords } from "../../shared/clean-text";

/** Longest encoded word of RFC 2047 is 75 characters; 45 bytes make 60 of base64, and the frame is 12. */
const bytesPerWord = 45;

/** Longest From header in bytes, name included, that SES accepts ("Address length is more than 320 bytes long"). */
export const longestMailbox = 320;

/**
 * `"Shop name" <address>`: quoted when the name is ASCII, as encoded words (RFC 2047) when it is not. SES uses the header unchanged, and a
 * line break in the name would start another header, so the name is cleaned.
 *
 * @param name any text; empty: the address alone
 * @param address a plain address
 */
export function mailbox(name: string, address: string): string {
  const shown = cleanWords(name);
  if (shown === "") return address;
  if (/^[\x20-\x7e]*$/.test(shown)) return `"${shown.replace(/["\\]/g, "\\$&")}" <${address}>`;
  return `${encodedWords(shown).join(" ")} <${address}>`;
}

/** Whether SES accepts that header; it is ASCII, so its length is its number of bytes. */
export function fitsMailbox(name: string, address: string): boolean {
  return mailbox(name, address).length <= longestMailbox;
}

/** Split between characters, never within one, because each word must be decodable on its own. */
function encodedWords(text: string): string[] {
  const pieces: string[] = [""];
  for (const character of text) {
    const last = pieces.length - 1;
    const longer = `${pieces[last] ?? ""}${character}`;
    if (Buffer.byteLength(longer) <= bytesPerWord) pieces[last] = longer;
    else pieces.push(character);
  }
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString("base64")}?=`);
}
