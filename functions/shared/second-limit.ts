/** Whether there is room for one more, and how many there was no room for. */
export type Room =
  | { readonly taken: true /** Since the last that was taken. */; readonly leftOut: number }
  | { readonly taken: false /** Whether it is the first in this second. */; readonly first: boolean };

/**
 * Bounds how often something happens in one process, counted by the second.
 *
 * @param most in a second, 1 or more
 * @returns takes the room for one. @param now epoch milliseconds
 */
export function createSecondLimit(most: number): (now: number) => Room {
  let second = Number.NaN;
  let taken = 0;
  let leftOut = 0;
  let refused = false;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) {
      second = current;
      taken = 0;
      refused = false;
    }
    if (taken >= most) {
      const first = !refused;
      refused = true;
      leftOut++;
      return { taken: false, first };
    }
    taken++;
    const before = leftOut;
    leftOut = 0;
    return { taken: true, leftOut: before };
  };
}
