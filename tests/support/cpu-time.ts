/** @returns gives the processor time of this process since, in milliseconds */
export function startCpuTime(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
}

/** Tries of each size. */
const tries = 5;
/** Taken together, so that a turn of the collector decides nothing. */
const doublings = 2;
/** Less counts as much, so that noise on work that takes no time is no growth. */
const floorMs = 5;

/**
 * How many times as long the work takes with each doubling of its input, over two of them, by processor time: unlike the clock it does not run
 * while other processes have the processor. About 2 for work that grows as its input does, 4 for quadratic work. Of each size the fastest of
 * five tries, in turns, for a machine gets slower and faster meanwhile.
 *
 * @param work does the work on an input of this size
 * @param size of the smaller input, in the unit that `work` takes
 */
export function growthOfDoubling(work: (size: number) => void, size: number): number {
  work(size); // compiles it
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [small: number, large: number];
  for (let round = 0; round < tries; round++) {
    for (const [index, factor] of [1, 2 ** doublings].entries()) {
      const spent = startCpuTime();
      work(factor * size);
      least[index] = Math.min(least[index] ?? 0, spent());
    }
  }
  const [small, large] = least;
  return (Math.max(floorMs, large) / Math.max(floorMs, small)) ** (1 / doublings);
}

/** Between linear growth, 2, and quadratic growth, 4. */
export const linearAtMost = 3;
