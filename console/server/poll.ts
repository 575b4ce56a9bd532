import { setTimeout as delay } from "node:timers/promises";

/** Work that is repeated while somebody is interested. */
export interface Poller {
  start(): void;
  stop(): void;
  /** Works now and not only behind the pause, if it is started: something is known to have changed. */
  again(): void;
}

/** How much of the time the work may take: a machine or a stack under load is not loaded further. */
const maxShare = 0.2;

/**
 * Repeats `work`: at once, then with a pause behind each that is at least `pauseMs`, and longer where the work is slow.
 *
 * @param work must not throw
 */
export function createPoller(pauseMs: number, work: () => Promise<void>): Poller {
  let current: AbortController | undefined;
  async function loop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const began = performance.now();
      await work();
      const took = performance.now() - began;
      await delay(Math.max(pauseMs, took / maxShare - took), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
  const poller: Poller = {
    start() {
      if (current !== undefined) return;
      current = new AbortController();
      void loop(current.signal);
    },
    stop() {
      current?.abort();
      current = undefined;
    },
    again() {
      if (current === undefined) return;
      poller.stop();
      poller.start();
    },
  };
  return poller;
}
