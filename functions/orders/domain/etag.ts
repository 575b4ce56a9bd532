/** The entity tag of a version of an order: strong, for every change makes a new version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

/** What stands between two commas that are not inside quotes. */
const listElement = /(?:[^,"]|"[^"]*"?)+/g;

/** What an If-Match header asks for: any version, or one of these tags. */
export type IfMatch = "any" | readonly string[];

/** Reads an If-Match header (RFC 9110, 13.1.1); undefined when it is malformed. */
export function parseIfMatch(header: string): IfMatch | undefined {
  const value = header.trim();
  if (value === "*") return "any";
  // A tag may hold commas; empty elements of a list are ignored (RFC 9110, 5.6.1).
  const tags = (value.match(listElement) ?? []).map((tag) => tag.trim()).filter((tag) => tag !== "");
  return tags.length > 0 && tags.every((tag) => entityTag.test(tag)) ? tags : undefined;
}

/** Whether a version is among those asked for. Weak tags never match here: If-Match compares strongly. */
export function matches(ifMatch: IfMatch, version: number): boolean {
  return ifMatch === "any" || ifMatch.includes(etagOf(version));
}
