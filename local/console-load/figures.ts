// What an open page costs, out of what was measured in turns with a page and without. Pure.
import { median } from "../bench/statistics";

/** One turn: orders that were placed, and what that took until nothing moved any more. */
export interface Turn {
  /** Whether a page of the console was open. */
  readonly open: boolean;
  readonly orders: number;
  /** Wall time, in seconds. */
  readonly seconds: number;
  /** Processor time of the process that serves the console, in seconds. */
  readonly server: number;
  /** Processor time of the emulator with its functions, in seconds. */
  readonly emulator: number;
}

/** An input into the page. Milliseconds. */
export interface InputTime {
  readonly view: string;
  /** From the event to the paint that shows its effect. */
  readonly paint: number;
  /** Until the view has read what it shows. */
  readonly shown: number;
}

/** Value that so many percent do not exceed; 0 of none. @param percent over 0, to 100 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** What the open page adds, by pairs of turns that lie side by side: medians. */
export interface Added {
  /** Of the machine's processors, 0 to 1, by the process that serves the console. */
  readonly server: number;
  /** Of the machine's processors, 0 to 1, by the emulator that answers the console's questions. */
  readonly emulator: number;
  /** Orders a second with the page, as a share of those without. */
  readonly rate: number;
}

/**
 * Pairs each turn with its neighbour, so that what grows with the number of orders cancels out.
 *
 * @param turns with and without page in turn, an even number of them
 * @param cores of the machine
 * @throws {RangeError} a pair is not one of each kind
 */
export function addedBy(turns: readonly Turn[], cores: number): Added {
  const pairs = Array.from({ length: Math.floor(turns.length / 2) }, (_, index) => {
    const pair = turns.slice(index * 2, index * 2 + 2);
    const open = pair.find((turn) => turn.open);
    const closed = pair.find((turn) => !turn.open);
    if (open === undefined || closed === undefined)
      throw new RangeError(`turns ${index * 2} and ${index * 2 + 1} must be one with a page and one without`);
    // The same orders take their time with and without a page: only what comes on top is the page's.
    const share = (of: (turn: Turn) => number) =>
      ((of(open) / open.orders - of(closed) / closed.orders) * open.orders) / (open.seconds * cores);
    return {
      server: share((turn) => turn.server),
      emulator: share((turn) => turn.emulator),
      rate: open.orders / open.seconds / (closed.orders / closed.seconds),
    };
  });
  return {
    server: median(pairs.map(({ server }) => server)),
    emulator: median(pairs.map(({ emulator }) => emulator)),
    rate: median(pairs.map(({ rate }) => rate)),
  };
}
