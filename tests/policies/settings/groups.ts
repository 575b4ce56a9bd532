import { refusalOf } from "./trials";
import type { Trial } from "./values";

/**
 * Trials put together, so that a stack is built for many values at once: of each setting one value at most, and only what the config takes
 * together. Trials that it refuses by themselves must have been left out.
 */
export function grouped(stack: string, trials: readonly Trial[]): readonly (readonly Trial[])[] {
  const groups: Trial[][] = [];
  for (const trial of trials) {
    const home = groups.find(
      (group) => !group.some((other) => clash(other, trial)) && refusalOf(stack, [...group, trial]) === undefined,
    );
    if (home === undefined) groups.push([trial]);
    else home.push(trial);
  }
  return groups;
}

/** Members of one object go together, items of one list do not. */
function clash(one: Trial, other: Trial): boolean {
  return one.key === other.key && (one.path === other.path || one.raw.startsWith("["));
}
