import { createFractions } from "../../values/fractions";

/** Numbers that look random and are the same for the same seed, so that a run can be repeated. */
export interface Random {
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One of the list's elements. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A UUID-shaped text. */
  uuid(): string;
}

/** A source of numbers. */
export function createRandom(seed: number): Random {
  const next = createFractions(seed);
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join("");
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

/** The elements in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.int(0, at);
    const [one, two] = [result[at], result[other]];
    if (one !== undefined && two !== undefined) [result[at], result[other]] = [two, one];
  }
  return result;
}
