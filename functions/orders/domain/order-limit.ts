/** Most orders that a customer may place within a number of minutes, counted back from each new order. */
export interface OrderLimit {
  /** 1 or more. */
  readonly orders: number;
  readonly minutes: number;
}

/** Since when orders count. */
export function windowStart({ minutes }: OrderLimit, now: Date): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

/**
 * How long until the customer may order again, in whole seconds, at least 1.
 *
 * @param first when the oldest order that fills the limit was placed
 */
export function secondsUntilFree({ minutes }: OrderLimit, first: Date, now: Date): number {
  return Math.max(1, Math.ceil((first.getTime() + minutes * 60_000 - now.getTime()) / 1000));
}
