/**
 * Smallest processor time of this process, in milliseconds, that a piece of work took in five tries. Unlike the clock it does not run while
 * other processes have the processor.
 */
function leastCpuMs(work: () => void): number {
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const spent = startCpuTime();
      work();
      return spent();
    }),
  );
}

/** @returns gives the processor time of this process since, in milliseconds */
export function startCpuTime(): () => number {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };
}

/**
 * How many times as long the work takes on twice the input, by processor time. About 2 for work that grows as its input does, 4 for quadratic
 * work. Times below 5 ms count as 5 ms, so that noise on work that takes no time is no growth.
 *
 * @param work does the work on an input of this size
 * @param size of the smaller input, in the unit that `work` takes
 */
export function growthOfDoubling(work: (size: number) => void, size: number): number {
  const floorMs = 5;
  work(size); // compiles it
  const single = Math.max(
    floorMs,
    leastCpuMs(() => work(size)),
  );
  return (
    Math.max(
      floorMs,
      leastCpuMs(() => work(2 * size)),
    ) / single
  );
}

/** Between linear growth, 2, and quadratic growth, 4. */
export const linearAtMost = 3;
