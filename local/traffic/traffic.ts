import type { TokenFlaws } from "../issuer/issuer";
import type { Aws } from "../run/aws";
import type { RunningStack } from "../run/context";
import { idleMachine } from "../run/machine";
import type { StackOutputs } from "../run/outputs";
import { type OrderBody, orderBody } from "./bodies";
import { type Api, type ApiResponse, createApi, orderIn, UnexpectedAnswerError } from "./http";
import { createJournal, type EmailOutcome, type Journal, type PlacedOrder } from "./journal";
import type { Person } from "./people";
import { createRandom, type Random } from "./random";

/** State that the scenarios share. */
export interface Traffic {
  readonly stack: RunningStack;
  readonly outputs: StackOutputs;
  readonly aws: Aws;
  readonly api: Api;
  readonly random: Random;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** What the run's own deadlines are multiplied by: more than 1 on a machine that is too busy. */
  readonly stretch: () => number;
  token(person: Person, flaws?: TokenFlaws): Promise<string>;
  /** Everybody gets a new token. */
  forgetTokens(): void;
}

/**
 * The same orders in every run. Somebody else's emulator may remember an earlier run, so that one gets others.
 *
 * @param seed chooses the orders. Default: always the same
 */
export function createTraffic(
  stack: RunningStack,
  aws: Aws,
  signal: AbortSignal,
  stretch: () => number = idleMachine.stretch,
  seed = 20_231_118,
): Traffic {
  const tokens = new Map<string, Promise<string>>();
  return {
    stack,
    aws,
    signal,
    stretch,
    outputs: stack.outputs,
    api: createApi(stack.outputs.orders.apiUrl, signal, stretch),
    random: createRandom(stack.target.bundled ? seed : Date.now()),
    journal: createJournal(),
    forgetTokens: () => tokens.clear(),
    token({ customer, staff = false }, flaws) {
      if (flaws !== undefined) return stack.issuer.token({ customer, staff }, flaws);
      const token = tokens.get(customer) ?? stack.issuer.token({ customer, staff });
      tokens.set(customer, token);
      return token;
    },
  };
}

/** One order to place. */
export interface Placement {
  readonly person: Person;
  readonly body?: OrderBody;
  /** `Idempotency-Key`. Default: one of its own. */
  readonly key?: string;
  readonly expectedOutcome?: EmailOutcome;
  readonly throttled?: number;
}

/** Places an order and records it. @throws {Error} the API rejected it */
export async function placeOrder(traffic: Traffic, placement: Placement): Promise<PlacedOrder> {
  const { person, expectedOutcome = "DELIVERED", throttled } = placement;
  const body = placement.body ?? orderBody(traffic.random, person);
  const correlationId = traffic.random.uuid();
  const answer = await post(traffic, { person, body, key: placement.key ?? traffic.random.uuid(), correlationId });
  if (answer.status !== 201) throw new UnexpectedAnswerError("a new order", answer);
  const placed: PlacedOrder = {
    person,
    body,
    correlationId,
    order: orderIn(answer),
    expectedOutcome,
    ...(throttled === undefined ? {} : { throttled }),
  };
  traffic.journal.placed.push(placed);
  return placed;
}

/** `POST /orders`. */
export async function post(
  traffic: Traffic,
  request: { readonly person: Person; readonly body: unknown; readonly key?: string; readonly correlationId: string },
): Promise<ApiResponse> {
  return traffic.api.send({
    method: "POST",
    path: "/orders",
    token: await traffic.token(request.person),
    headers: {
      "x-correlation-id": request.correlationId,
      ...(request.key === undefined ? {} : { "idempotency-key": request.key }),
    },
    body: request.body,
  });
}

/** `PATCH /orders/{orderId}/status`. */
export async function patch(
  traffic: Traffic,
  request: {
    readonly person: Person;
    readonly orderId: string;
    readonly status: string;
    readonly etag?: string;
    readonly reason?: string;
  },
): Promise<ApiResponse> {
  return traffic.api.send({
    method: "PATCH",
    path: `/orders/${request.orderId}/status`,
    token: await traffic.token(request.person),
    headers: request.etag === undefined ? {} : { "if-match": request.etag },
    body: { status: request.status, reason: request.reason ?? "rehearsal" },
  });
}
