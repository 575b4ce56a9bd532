// Numbers from a seed: a run that found something is run again by its seed.
import { createFractions } from "../../values/fractions";

/** A source of numbers. */
export interface Random {
  /** A whole number from 0 to before `below`. */
  below(below: number): number;
  /** One of some things. */
  pick<T>(things: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  const next = createFractions(seed);
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    pick: (things) => {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new Error("There is nothing to pick from");
      return thing;
    },
  };
}
