/**
 * Runs `work` on every item, at most `limit` at a time, and returns the failed items with their errors. Never rejects.
 *
 * @param limit how many may run at the same time, 1 or more
 */
export async function failuresOf<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<unknown>,
): Promise<Map<T, unknown>> {
  const failures = new Map<T, unknown>();
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.set(item, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
  return failures;
}
