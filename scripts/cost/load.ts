import { busyEventsPerSecond } from "./assumptions";
import { secondsPerMonth } from "./prices";

/** How thick events come, on which the share of an invocation, a trace or a data key depends that one event pays. */
export interface Load {
  readonly name: "busy" | "steady";
  /** Events of a pipeline per second. */
  readonly perSecond: number;
}

/** A busy hour: what one more million costs. */
export const busy: Load = { name: "busy", perSecond: busyEventsPerSecond };

/** So many events spread evenly over a month: what they cost in a quiet shop, where nothing is shared. */
export function steady(perMonth: number): Load {
  return { name: "steady", perSecond: perMonth / secondsPerMonth };
}

/** Records of one invocation: full batches when it is busy; else those that come within the batching window, and one at least. */
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
 * Requests to KMS that one event pays when a data key serves all events of a period.
 *
 * @param requests made for each data key
 * @param reuseSeconds how long a data key is used, in seconds
 */
export function keyRequestsPerEvent(perSecond: number, requests: number, reuseSeconds: number): number {
  return requests / Math.max(1, perSecond * reuseSeconds);
}
