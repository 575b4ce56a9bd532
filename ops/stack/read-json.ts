/** Time limits for a response. */
export interface Patience {
  /** Ends it early. @default nothing does */
  readonly signal?: AbortSignal | undefined;
  /** Longest time without a byte, the first one included; milliseconds. @default 20,000 */
  readonly idleMs?: number;
  /** Longest time in all; milliseconds. @default 180,000 */
  readonly limitMs?: number;
}

/**
 * Reads a JSON document that may be large. For the inbox of a day of 10,000 emails, the emulator takes longer than a useful time limit for
 * the whole response. So the limit applies to each part of it.
 *
 * @param what the server, for errors
 * @throws {Error} another status than 200, no progress, too long in all, or no JSON
 * @throws the signal's reason when it is aborted
 */
export async function readJson(url: string, what: string, patience: Patience = {}): Promise<unknown> {
  const { signal, idleMs = 20_000, limitMs = 180_000 } = patience;
  const ending = new AbortController();
  const late = (why: string) => () => ending.abort(new Error(`${what} ${why}`));
  const limit = setTimeout(late(`did not end its answer within ${limitMs / 1000} s`), limitMs);
  const idle = setTimeout(late(`sent nothing for ${idleMs / 1000} s`), idleMs);
  const stop = () => ending.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  try {
    signal?.throwIfAborted();
    const response = await fetch(url, { signal: ending.signal });
    if (!response.ok) throw new Error(`${what} answered ${response.status}`);
    const parts: Uint8Array[] = [];
    for await (const part of response.body ?? []) {
      parts.push(part as Uint8Array);
      idle.refresh();
    }
    return JSON.parse(Buffer.concat(parts).toString("utf8")) as unknown;
  } catch (error) {
    // The error of undici for an aborted body does not contain the reason.
    ending.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(limit);
    clearTimeout(idle);
    signal?.removeEventListener("abort", stop);
  }
}
