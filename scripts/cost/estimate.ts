import type { GraphResource } from "../../program/graph/build-graph";
import { charges, type FixedBill, fixedBill } from "./fixed/charges";
import { budget, type Flow, type FlowCost, sumOf } from "./flow";
import { flows } from "./flows/all";
import { busy, steady } from "./load";
import { priceTable } from "./prices";
import { StackGraph } from "./stack-graph";
import { costOf, type Step } from "./step";

/** A step with its price per million events. */
export type PricedStep = Step & { readonly usd: number };

/** Cost of one kind of event. USD. */
export interface FlowEstimate {
  readonly name: string;
  readonly pipeline: Flow["pipeline"];
  readonly floor: Flow["floor"];
  /** A million further events in a busy hour: full batches, about one trace in twenty requests, shared data keys. */
  readonly million: FlowCost & { readonly steps: readonly PricedStep[]; readonly withinBudget?: boolean };
  /** The requested month, with its events spread evenly. `perMillion`: the cost of a million events at that rate. */
  readonly month: {
    readonly events: number;
    readonly usd: number;
    readonly perMillion: number;
    readonly steps: readonly PricedStep[];
  };
}

/** One line of a month's bill. */
export interface BillLine {
  readonly what: string;
  readonly usd: number;
}

export interface CostEstimate {
  readonly stack: string;
  /** Region of the stack. Prices are those of the price table's region, whatever this is. */
  readonly region: string;
  readonly prices: typeof priceTable;
  readonly ordersPerMonth: number;
  readonly fixed: FixedBill;
  readonly flows: readonly FlowEstimate[];
  /** Fixed costs and the cost of all events. USD. */
  readonly monthUsd: number;
  /** Lines of that month, largest first. */
  readonly biggest: readonly BillLine[];
  /** Storage that is billed by the GB and grows with the age of the shop: type and price. Not part of any sum. */
  readonly byUse: readonly { readonly type: string; readonly how: string }[];
}

/**
 * Estimates what a stack costs.
 *
 * @param ordersPerMonth orders; each comes with one email, one shipment event and one notification
 * @throws {GraphReadError} a resource that a step depends on is missing or not understood
 */
export function estimateCost(
  stack: string,
  region: string,
  resources: readonly GraphResource[],
  ordersPerMonth: number,
): CostEstimate {
  const graph = new StackGraph(resources);
  const fixed = fixedBill(resources);
  const estimates = flows.map((flow) => estimateFlow(flow, graph, ordersPerMonth));
  const types = new Set(resources.map(({ type }) => type));
  return {
    stack,
    region,
    prices: priceTable,
    ordersPerMonth,
    fixed,
    flows: estimates,
    monthUsd: fixed.usd + estimates.reduce((sum, { month }) => sum + month.usd, 0),
    biggest: biggestLines(fixed, estimates),
    byUse: Object.entries(charges).flatMap(([type, charge]) =>
      types.has(type) && "byUse" in charge && charge.byUse.includes("GB") ? [{ type, how: charge.byUse }] : [],
    ),
  };
}

function estimateFlow(flow: Flow, graph: StackGraph, ordersPerMonth: number): FlowEstimate {
  const { name, pipeline, floor } = flow;
  const steps = priced(flow.steps({ graph, load: busy }));
  const million = sumOf(steps, floor);
  const events = ordersPerMonth * flow.perOrder;
  const monthSteps = priced(flow.steps({ graph, load: steady(events) }));
  const perMillion = sumOf(monthSteps, floor).total;
  return {
    name,
    pipeline,
    floor,
    million: {
      ...million,
      steps,
      ...(million.askedRatio !== undefined && { withinBudget: million.askedRatio <= budget }),
    },
    month: { events, usd: (perMillion * events) / 1_000_000, perMillion, steps: monthSteps },
  };
}

function priced(steps: readonly Step[]): PricedStep[] {
  return steps.map((step) => ({ ...step, usd: costOf(step) }));
}

/** The fixed lines, and each pipeline's steps merged by name. */
function biggestLines(fixed: FixedBill, estimates: readonly FlowEstimate[]): BillLine[] {
  const byName = new Map<string, number>();
  const add = (what: string, usd: number) => byName.set(what, (byName.get(what) ?? 0) + usd);
  for (const { what, count, unitPrice } of fixed.lines) add(what, count * unitPrice);
  for (const { name, month } of estimates) {
    for (const { what, usd } of month.steps) add(`${name}, ${what}`, (usd * month.events) / 1_000_000);
  }
  return [...byName].map(([what, usd]) => ({ what, usd })).sort((a, b) => b.usd - a.usd);
}
