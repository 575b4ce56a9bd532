import type { WatchChange, WatchState } from "../contract";

/** Changes that a page can look back at. */
const MOST_CHANGES = 20;

/** What a run with `--watch` tells its console. */
export interface WatchFeed {
  /** Tells of a change that was dealt with now. */
  add(change: Omit<WatchChange, "at">): void;
  /** The changes so far, now and after each further one. */
  follow(heard: (state: WatchState) => void): void;
}

/** @param now epoch milliseconds. @default the clock */
export function createWatchFeed(now: () => number = Date.now): WatchFeed {
  const listeners: ((state: WatchState) => void)[] = [];
  let changes: readonly WatchChange[] = [];
  return {
    add(change) {
      changes = [{ ...change, at: new Date(now()).toISOString() }, ...changes].slice(0, MOST_CHANGES);
      for (const heard of listeners) heard({ changes });
    },
    follow(heard) {
      listeners.push(heard);
      heard({ changes });
    },
  };
}
