// E-mail addresses as this pipeline compares and stores them.

/** An address without spaces or quotes around `@`: what SES takes without SMTPUTF8, that is, with an ASCII local part. */
const addressPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** Longest address that mail servers must carry (RFC 5321, 4.5.3.1.3 less the angle brackets). */
export const maxAddressLength = 254;

/** True for one plain address (`name@host.tld`), at most 254 characters, with nothing that could add a second recipient or a header. */
export function isMailAddress(text: string): boolean {
  return text.length <= maxAddressLength && addressPattern.test(text);
}

/**
 * The form under which an address is stored and looked up: bare and in lower case. Hosts are case-insensitive, and no mail provider in
 * use tells apart local parts by case, while a suppressed `Ann@` that still gets mail as `ann@` costs reputation.
 *
 * @param text an address, or `Name <address>` as some servers report it
 */
export function addressKey(text: string): string {
  const bracketed = /<([^<>]+)>\s*$/.exec(text);
  return (bracketed?.[1] ?? text).trim().toLowerCase();
}
