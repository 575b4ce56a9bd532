/** The entity tag of an order's version. It is strong, because every change makes a new version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

/** An element of a list that is separated by commas outside quotes. */
const listElement = /(?:[^,"]|"[^"]*"?)+/g;

/** Value of an If-Match header: any version, or one of these tags. */
export type IfMatch = "any" | readonly string[];

/** Reads an If-Match header (RFC 9110, 13.1.1); undefined when it is malformed. */
export function parseIfMatch(header: string): IfMatch | undefined {
  const value = header.trim();
  if (value === "*") return "any";
  // A tag may hold commas; empty elements of a list are ignored (RFC 9110, 5.6.1).
  const tags = (value.match(listElement) ?? []).map((tag) => tag.trim()).filter((tag) => tag !== "");
  return tags.length > 0 && tags.every((tag) => entityTag.test(tag)) ? tags : undefined;
}

/** Whether a version matches the header. Weak tags never match: If-Match uses strong comparison. */
export function matches(ifMatch: IfMatch, version: number): boolean {
  return ifMatch === "any" || ifMatch.includes(etagOf(version));
}
