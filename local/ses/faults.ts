import type { SendRequest } from "./query";

/** Faults of SES that can be injected. */
export type Fault =
  /** Refuses with `Throttling`, as SES does above the sending rate; nothing is sent. */
  | "throttle"
  /** Accepts the email and closes the connection without a response. */
  | "drop-answer";

/** Which calls fail, and how often. */
export interface FaultOrder {
  readonly fault: Fault;
  /** 1 to 1,000 calls. */
  readonly times: number;
  /** Only calls with this recipient. Default: any. */
  readonly recipient?: string;
}

/** The faults still to come. */
export interface FaultPlan {
  /** @throws {RangeError} `times` out of bounds */
  add(order: FaultOrder): void;
  /** Removes the next fault for this call from the plan; undefined: no fault. */
  take(request: SendRequest): Fault | undefined;
  /** Calls that are still to fail. */
  left(): number;
}

/** An empty plan. */
export function createFaultPlan(): FaultPlan {
  const orders: { fault: Fault; times: number; recipient?: string }[] = [];
  return {
    add({ times, ...order }) {
      if (!Number.isInteger(times) || times < 1 || times > 1000) {
        throw new RangeError(`'times' must be between 1 and 1000, ${times} given`);
      }
      orders.push({ ...order, times });
    },
    take({ recipients }) {
      const order = orders.find(
        ({ times, recipient }) => times > 0 && (recipient === undefined || recipients.includes(recipient)),
      );
      if (order === undefined) return undefined;
      order.times -= 1;
      if (order.times === 0) orders.splice(orders.indexOf(order), 1);
      return order.fault;
    },
    left: () => orders.reduce((sum, { times }) => sum + times, 0),
  };
}

/**
 * SES's own words for a sending rate that was exceeded.
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
export function throttlingAnswer(requestId: string): string {
  return (
    '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>Throttling</Code>' +
    `<Message>Maximum sending rate exceeded.</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
