/** Checks that look at the same moment share one read; in milliseconds. */
const freshMs = 250;

/**
 * Shares a read among those who look at the same moment. A slow one stays good for as long as it took: with 10,000 emails in the inbox the
 * checks would do little else than read it again. A read that fails is forgotten at once.
 *
 * @param now milliseconds of a clock that never goes back. Default: the process's
 */
export function fresh<T>(read: () => Promise<T>, now: () => number = () => performance.now()): () => Promise<T> {
  let last: { readonly value: Promise<T>; until: number } | undefined;
  return () => {
    if (last !== undefined && now() <= last.until) return last.value;
    const began = now();
    const value = read();
    // Who asks while it is under way waits for it.
    const mine = { value, until: Number.POSITIVE_INFINITY };
    last = mine;
    value.then(
      () => {
        mine.until = now() + Math.max(freshMs - (now() - began), now() - began);
      },
      () => {
        if (last === mine) last = undefined;
      },
    );
    return value;
  };
}
