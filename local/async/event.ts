/** An event that Lambda took for an asynchronous invocation. */
export interface AsyncEvent {
  /** The same for all its tries. */
  readonly requestId: string;
  /** ARN of the function, version or alias that is called. */
  readonly functionArn: string;
  /** JSON. */
  readonly payload: string;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
}

/** Result of a call. */
export type CallOutcome =
  | { readonly kind: "done" }
  /** The function failed, by its code or its runtime. */
  | {
      readonly kind: "error";
      readonly functionError: string;
      readonly version: string;
      readonly payload: unknown;
    }
  /** Throttled, or an error of Lambda itself: the function did not run. */
  | { readonly kind: "refused" }
  /** The function does not exist any more. */
  | { readonly kind: "gone" };

/** Why an event is given up. Source: Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations". */
export type Condition = "RetriesExhausted" | "EventAgeExceeded";

/** An event that is given up, and why. */
export interface GivenUp {
  readonly event: AsyncEvent;
  readonly condition: Condition;
  /** Calls in which the function ran. */
  readonly calls: number;
  /** The last error response; absent when there was none. */
  readonly response?: Extract<CallOutcome, { readonly kind: "error" }>;
}
