// Email addresses as this pipeline compares and stores them.

/**
 * The form under which an address is stored and looked up: without a name and in lower case. Hosts are case-insensitive, and no email
 * provider in use distinguishes local parts by case; an address suppressed as `Ann@` that still got email as `ann@` would harm the
 * sender's reputation.
 *
 * @param text an address, or `Name <address>` as some servers report it
 */
export function addressKey(text: string): string {
  const whole = text.trim();
  const inner = whole.endsWith(">") ? whole.slice(whole.lastIndexOf("<") + 1, -1) : "";
  const isBracketed = whole.includes("<") && inner !== "" && !inner.includes(">");
  return (isBracketed ? inner.trim() : whole).toLowerCase();
}
