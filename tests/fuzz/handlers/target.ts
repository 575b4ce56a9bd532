import type { Random } from "../random";

/** A handler under fuzzing. */
export interface Target {
  readonly name: string;
  /**
   * Makes a fresh world around it, with doubles that all work. What it gives feeds the handler one input, and answers what was wrong with what
   * became of it; what it throws was wrong as well.
   */
  open(): Promise<Feed> | Feed;
  /** Ends what its worlds share. */
  close?(): Promise<void>;
}

export type Feed = (random: Random) => Promise<readonly string[]>;
