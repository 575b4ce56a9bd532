/** What an object or list has under a name or index; undefined for any other value, too. */
export function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
