// What a stack stands at a number of orders a second, and how a burst drains.
import { senderConcurrency } from "../../functions/confirmations/sender/concurrency";
import type { GraphResource } from "../../program/graph/build-graph";
import { createFractions } from "../../values/fractions";
import { type Settings, settingsOf } from "../alarm-times/settings";
import { milliseconds } from "../cost/assumptions";
import { flows } from "../cost/flows/all";
import { StackGraph } from "../cost/stack-graph";
import { type BurstResult, simulateBurst } from "./burst";
import { type BurstAlarm, burstAlarms } from "./burst-alarms";
import { workOf } from "./demand";
import { stepsOf } from "./limits";
import { type CapacityStep, limitOf } from "./step";

/** What to estimate. */
export interface CapacityRequest {
  readonly stack: string;
  readonly region: string;
  readonly ordersPerSecond: number;
  /** Orders that come at once. */
  readonly burst: number;
  /** Values of the account's quotas by code, where they are not the defaults. */
  readonly granted: ReadonlyMap<string, number>;
  /** Seed of the waits between tries. */
  readonly seed: number;
}

/** The answer of `npm run capacity`; its JSON is this. */
export interface CapacityEstimate {
  readonly stack: string;
  readonly region: string;
  /** Events a second, by kind. */
  readonly demand: { readonly ordersPerSecond: number; readonly events: Readonly<Record<string, number>> };
  /** All limits, the one that breaks first at the top. */
  readonly steps: readonly CapacityStep[];
  /** What breaks first, and at how many orders a second. */
  readonly first: { readonly resource: string; readonly atOrdersPerSecond: number; readonly breaks: boolean };
  readonly burst: Omit<BurstResult, "orders" | "minutes"> & {
    readonly size: number;
    readonly emailRate: number;
    readonly seed: number;
    readonly alarms: readonly BurstAlarm[];
  };
}

/** @throws {GraphReadError} a resource that a step depends on is missing or not understood */
export function estimateCapacity(request: CapacityRequest, resources: readonly GraphResource[]): CapacityEstimate {
  const { stack, region, ordersPerSecond, granted, seed } = request;
  const graph = new StackGraph(resources);
  const steps = stepsOf({ graph, region, granted, work: workOf(graph, ordersPerSecond) });
  const [first] = steps;
  if (first === undefined) throw new Error("the program declares nothing that has a limit");
  const emailRate = limitOf(request, "emailRate");
  const settings = settingsOf(resources);
  const {
    minutes,
    orders: size,
    ...burst
  } = simulateBurst(burstShop(graph, settings, emailRate), request.burst, createFractions(seed));
  return {
    stack,
    region,
    demand: {
      ordersPerSecond,
      events: Object.fromEntries(flows.map(({ name, perOrder }) => [name, perOrder * ordersPerSecond])),
    },
    steps,
    first: {
      resource: first.resource,
      atOrdersPerSecond: ordersPerSecond / first.use,
      breaks: first.use > 1,
    },
    burst: { size, ...burst, emailRate, seed, alarms: burstAlarms(resources, settings.suffix, minutes) },
  };
}

/** What a burst meets in a stack. */
export function burstShop(graph: StackGraph, settings: Settings, emailRate: number) {
  const { throttlingRateLimit, throttlingBurstLimit } = graph.requestLimits().settings;
  const { batchSize, scalingConfig } = graph.mapping("confirmations-sender-queue");
  const ms = (calls: number, more: number) => (calls * milliseconds.table + more) / 1000;
  return {
    apiRate: throttlingRateLimit,
    apiBurst: throttlingBurstLimit,
    // Lambda reads an idle stream every quarter of a second; then the topic hands on what was published.
    towardsQueue: 0.25 + milliseconds.topic / 1000,
    senders: scalingConfig?.maximumConcurrency ?? 1_000,
    batchSize,
    parallel: senderConcurrency,
    sendSeconds: ms(4, milliseconds.email),
    refusedSeconds: ms(1, 0),
    emailRate,
    backoff: settings.backoff,
  };
}
