// How the redaction reads values of any origin.

/** Longer texts are not parsed: API Gateway's largest body. */
const parsedText = 10_485_760;

/** The value in a JSON string; undefined when it is not JSON. */
export function opened(text: string): unknown {
  if (text.length > parsedText) return undefined;
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Fields, or entries of a list, a map or a set. */
export function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, child]) => [String(key), child]);
  if (value instanceof Set) return [...value].map((child, index) => [String(index), child]);
  return Object.entries(value);
}

const attributeTypes = new Set(["S", "N", "BOOL", "NULL", "L", "M"]);

/** The plain value of DynamoDB's `{S: "text"}`; any other value as it is. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const [[type, inner] = ["", undefined], ...more] = Object.entries(value);
  if (more.length > 0 || !attributeTypes.has(type)) return value;
  if (type === "N" && typeof inner === "string") return Number.isSafeInteger(Number(inner)) ? Number(inner) : inner;
  if (type === "L" && Array.isArray(inner)) return inner.map(unwrapped);
  if (type === "M" && typeof inner === "object" && inner !== null) {
    return Object.fromEntries(Object.entries(inner).map(([key, child]) => [key, unwrapped(child)]));
  }
  return inner;
}

/** Runs code that may throw, because an event may contain anything. */
export function safely<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
