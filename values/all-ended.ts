/**
 * What all of them gave, in their order.
 *
 * @throws {unknown} the first one's reason, and not before every other has ended: `Promise.all` leaves them at work behind its caller's back
 */
export async function allEnded<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(promises);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
