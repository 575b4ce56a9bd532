/**
 * Minutes from the first to the last shift of a linear roll-out: the first share is shifted at once, each further one after `minutes`.
 *
 * @param percent share of the calls that a step adds, 1 to 99
 */
export function linearMinutes({ percent, minutes }: { readonly percent: number; readonly minutes: number }): number {
  return (Math.ceil(100 / percent) - 1) * minutes;
}
