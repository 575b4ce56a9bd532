/** Milliseconds for which a read is shared by checks. */
const freshMs = 250;

/**
 * Shares a read among checks that run at about the same time. A slow read stays valid for as long as it took: with 10,000 emails in the
 * inbox, the checks would otherwise spend most of their time reading it. A failed read is not shared.
 *
 * @param now milliseconds of a clock that never goes back. Default: the process's
 */
export function fresh<T>(read: () => Promise<T>, now: () => number = () => performance.now()): () => Promise<T> {
  let last: { readonly value: Promise<T>; until: number } | undefined;
  return () => {
    if (last !== undefined && now() <= last.until) return last.value;
    const began = now();
    const value = read();
    // A caller during the read waits for its result.
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
