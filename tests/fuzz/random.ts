// Numbers from a seed: a run that found something is run again by its seed.

/** A source of numbers. */
export interface Random {
  /** A whole number from 0 to before `below`. */
  below(below: number): number;
  /** One of some things. */
  pick<T>(things: readonly T[]): T;
}

/** mulberry32: small, fast, and even enough to choose inputs by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
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
