import * as z from "zod";

/** How a call ended. */
export const outcomes = [
  /** 2xx or 3xx. */
  "ok",
  /** A condition did not hold: an answer that the code expects. */
  "condition",
  /** IAM, a key's or a resource's policy denied it, or a disabled key refused. */
  "denied",
  /** The service's throttling error. */
  "throttled",
  /** Another 4xx. */
  "refused",
  /** 5xx. */
  "failed",
  /** The connection ended without a whole answer. */
  "lost",
] as const;

export type Outcome = (typeof outcomes)[number];

/** Calls of one caller, service, action and resource, since the stack is up. */
export const callCountSchema = z.strictObject({
  /** Name of the function; `administrator` for the run's and people's own calls, `client` for requests to a deployed API. */
  caller: z.string(),
  /** The caller is a function of the stack. */
  byFunction: z.boolean(),
  /** As IAM names it: `dynamodb`; `execute-api` for requests to a deployed API. */
  service: z.string(),
  /** As IAM names it: `PutItem`. */
  action: z.string(),
  /** As in the resource's ARN: `table/orders-table-dev`; empty where the request names none. */
  resource: z.string(),
  calls: z.int(),
  /** Messages and events in them: batches hold several. */
  entries: z.int(),
  /** Of the calls, by how they ended. */
  outcomes: z.partialRecord(z.enum(outcomes), z.int()),
  /** Of the calls, those that were not an SDK's first try. */
  retries: z.int(),
  /** Of the calls, those that an injected fault met. */
  faults: z.int(),
  /** Milliseconds from the request's arrival to the end of the answer, in all. */
  milliseconds: z.number(),
  requestBytes: z.int(),
  responseBytes: z.int(),
});

export type CallCount = z.infer<typeof callCountSchema>;

/** Calls of functions so far. */
export function callsOfFunctions(counts: readonly CallCount[]): number {
  return counts.filter(({ byFunction }) => byFunction).reduce((sum, { calls }) => sum + calls, 0);
}
