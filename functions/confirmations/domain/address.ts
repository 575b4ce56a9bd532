// Email addresses as this pipeline compares and stores them.

/**
 * The form under which an address is stored and looked up: bare and in lower case. Hosts are case-insensitive, and no mail provider in
 * use tells apart local parts by case, while a suppressed `Ann@` that still gets email as `ann@` costs reputation.
 *
 * @param text an address, or `Name <address>` as some servers report it
 */
export function addressKey(text: string): string {
  const whole = text.trim();
  const inner = whole.endsWith(">") ? whole.slice(whole.lastIndexOf("<") + 1, -1) : "";
  const isBracketed = whole.includes("<") && inner !== "" && !inner.includes(">");
  return (isBracketed ? inner.trim() : whole).toLowerCase();
}
