/** Sets a key of a map as its newest, and forgets the oldest ones beyond `most`: a Map keeps the order of insertion. */
export function setBounded<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
