/** How long to wait between tries. */
export interface Backoff {
  /** Longest wait before the second try, seconds. */
  readonly baseSeconds: number;
  /** Longest wait of all, seconds; at most 43,200, the limit of SQS. */
  readonly maxSeconds: number;
  /** Receives before a message becomes a dead letter: the setting `maxReceiveCount`. */
  readonly maxProcessingAttempts: number;
}

/** SQS hides a message for at most 12 hours. */
export const longestVisibilitySeconds = 43_200;

/**
 * Seconds to wait after a failed attempt: full jitter, that is any whole number from 0 up to `min(max, base * 2^(receiveCount - 1))`.
 * Spreading over the whole range keeps many failed messages from being retried at the same time.
 *
 * @param receiveCount how often the message was received, 1 or more
 * @param random a number from 0 up to but not including 1
 */
export function backoffSeconds(
  backoff: Pick<Backoff, "baseSeconds" | "maxSeconds">,
  receiveCount: number,
  random: number,
): number {
  const exponent = Math.min(Math.max(receiveCount, 1) - 1, 30);
  const ceiling = Math.min(backoff.maxSeconds, backoff.baseSeconds * 2 ** exponent, longestVisibilitySeconds);
  return Math.floor(random * (Math.floor(ceiling) + 1));
}
