import { busyEventsPerSecond } from "./assumptions";
import { secondsPerMonth } from "./prices";

/** Rate of events, which decides how many of them share an invocation, a trace or a data key. */
export interface Load {
  readonly name: "busy" | "steady";
  /** Events of a pipeline per second. */
  readonly perSecond: number;
}

/** A busy hour, for the price of a million further events. */
export const busy: Load = { name: "busy", perSecond: busyEventsPerSecond };

/** Events spread evenly over a month: their cost in a quiet shop, where little is shared. */
export function steady(perMonth: number): Load {
  return { name: "steady", perSecond: perMonth / secondsPerMonth };
}

/** Records per invocation: full batches when busy; else those that arrive within the batching window, at least one. */
export function recordsPerBatch({ name, perSecond }: Load, batchSize: number, windowSeconds: number): number {
  if (name === "busy") return batchSize;
  return Math.min(batchSize, Math.max(1, perSecond * windowSeconds));
}

/**
 * Share of requests that X-Ray records by its default rule: the first of each second and 5 % of the rest.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export function tracedShare(requestsPerSecond: number): number {
  if (requestsPerSecond <= 1) return 1;
  return (1 + 0.05 * (requestsPerSecond - 1)) / requestsPerSecond;
}

/**
 * Requests to KMS per event, when all events of a period share a data key.
 *
 * @param requests KMS requests per data key
 * @param reuseSeconds how long a data key is reused
 */
export function keyRequestsPerEvent(perSecond: number, requests: number, reuseSeconds: number): number {
  return requests / Math.max(1, perSecond * reuseSeconds);
}
