import type { Outcome } from "../../ops/calls/counts";

/** Who calls. */
export type Caller =
  | {
      readonly kind: "function";
      readonly name: string;
      /** Absent where only its alias is known: calls of a function by an alias's own ARN. */
      readonly version?: string;
    }
  /** The run, its fakes, and people with the account's credentials. */
  | { readonly kind: "administrator" }
  /** Of a deployed API. */
  | { readonly kind: "client" }
  /** Has a session of a role that the proxy has seen no function with. */
  | { readonly kind: "unknown" };

/** One call of AWS that has ended, or one request to a deployed API. No body is kept: bodies hold addresses. */
export interface CallRecord {
  /** Number of the call since the proxy was started, from 1, in the order in which calls ended. */
  readonly sequence: number;
  /** When the request arrived; epoch milliseconds. */
  readonly at: number;
  readonly caller: Caller;
  /** As IAM names it: `dynamodb`; `execute-api` for a request to a deployed API. */
  readonly service: string;
  /** As IAM names it: `PutItem`; for `execute-api` the method. */
  readonly action: string;
  /** As in the resource's ARN: `table/orders-table-dev`; for `execute-api` `API/STAGE`. Absent where the request names none. */
  readonly resource?: string;
  readonly outcome: Outcome;
  /** Absent when the connection ended without an answer. */
  readonly status?: number;
  /** Messages or events in it: those of a batch, else 1. */
  readonly entries: number;
  /** 1 for the SDK's first try. */
  readonly attempt: number;
  /** Root of the X-Ray trace: the same for all calls of one invocation. */
  readonly traceRoot?: string;
  /** From the request's arrival to the end of the answer. */
  readonly milliseconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Id of the fault rule that met it. */
  readonly faultId?: string;
}
