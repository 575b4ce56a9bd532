// E-mail addresses as this pipeline compares and stores them.

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
