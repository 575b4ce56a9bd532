/** A `Map`, or a `WeakMap`, of what was made. */
interface Known<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What was made for this key before, or is made now and kept. */
export function remembered<K, V extends {}>(known: Known<K, V>, key: K, make: (key: K) => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}
