/** The value under a name or index of an object or list; undefined for any other value. */
export function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
