/** Returns the time; tests pass a fixed one. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

const secondsPerDay = 86_400;

/** The moment `days` after `from`, in epoch seconds: the only form that DynamoDB's TTL reads. */
export function expiryAfter(from: Date, days: number): number {
  return Math.floor(from.getTime() / 1000) + days * secondsPerDay;
}
