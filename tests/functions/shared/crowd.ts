/** Counts who is inside at the same time. */
export interface Crowd {
  /** Enters, and leaves when it is released. */
  enter(): Promise<void>;
  /** The most that were inside. */
  most(): number;
}

/**
 * Nobody goes out before `expected` are in, and whoever could come in by then has come: so no clock decides how many meet. Where fewer may
 * come in, nobody ever goes out.
 */
export function createCrowd(expected: number): Crowd {
  let open = () => {};
  const full = new Promise<void>((resolve) => {
    open = resolve;
  });
  let inside = 0;
  let most = 0;
  return {
    async enter() {
      most = Math.max(most, ++inside);
      if (inside === expected) setImmediate(open);
      await full;
      inside--;
    },
    most: () => most,
  };
}
