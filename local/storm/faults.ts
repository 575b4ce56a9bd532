import type { Random } from "../traffic/random";

/** Faults of a function's call to AWS. */
export type Fault =
  /** A response with status 500; the emulator does not get the call. */
  | "error"
  /** Answered with the service's throttling error. */
  | "throttle"
  /** The connection is closed before the emulator gets the call. */
  | "reset-before"
  /** The emulator does it, and the connection is cut. */
  | "reset-after"
  /** The emulator executes the call, and the response arrives after the client's timeout. */
  | "late"
  /** The emulator executes the call, and half of the response arrives. */
  | "cut"
  /** PutEvents: the last entry is accepted but reported as failed, so that it is sent twice. */
  | "partial";

/** A call, as far as a fault needs to know it. */
export interface FaultCall {
  /** `x-amz-target`, such as `DynamoDB_20120810.PutItem`; empty for services that have none. */
  readonly target: string;
}

/** Weights of the faults. A late response blocks a function for five seconds, so most faults are quick ones. */
const weights: readonly (readonly [Fault, number])[] = [
  ["error", 6],
  ["throttle", 6],
  ["reset-before", 6],
  ["reset-after", 6],
  ["cut", 4],
  ["late", 1],
];
const total = weights.reduce((sum, [, weight]) => sum + weight, 0);

/** Chooses a fault for a call, by the seed; `percent` of the calls get one. */
export function chooseFault(random: Random, percent: number, { target }: FaultCall): Fault | undefined {
  if (random.int(1, 1_000) > percent * 10) return undefined;
  if (target === "AWSEvents.PutEvents" && random.int(0, 1) === 0) return "partial";
  let left = random.int(1, total);
  for (const [fault, weight] of weights) {
    left -= weight;
    if (left <= 0) return fault;
  }
  return "error";
}

/**
 * An error as the service writes it: JSON services by `__type`, query services (SNS, SES v1) in XML.
 * Source: AWS General Reference, "Common Errors"; Smithy, "AWS JSON 1.0 protocol" and "AWS query protocol".
 */
export function errorAnswer(
  fault: "error" | "throttle",
  { target }: FaultCall,
): { readonly status: number; readonly type: string; readonly body: string } {
  const [status, code] =
    fault === "error"
      ? ([500, "InternalServerError"] as const)
      : ([
          400,
          target.startsWith("DynamoDB") ? "ProvisionedThroughputExceededException" : "ThrottlingException",
        ] as const);
  if (target !== "")
    return {
      status,
      type: "application/x-amz-json-1.0",
      body: JSON.stringify({ __type: `com.amazonaws#${code}`, message: "storm" }),
    };
  return {
    status,
    type: "text/xml",
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${fault === "error" ? "InternalFailure" : "Throttling"}</Code><Message>storm</Message></Error><RequestId>storm</RequestId></ErrorResponse>`,
  };
}
