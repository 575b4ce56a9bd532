// Work that a number of orders a second makes for each resource: the steps of the cost estimate, added up.
import type { PipelineName } from "../../components/pipelines";
import { flows } from "../cost/flows/all";
import type { StackGraph } from "../cost/stack-graph";
import type { Step } from "../cost/step";

/** Work of one kind of event for one resource. */
export interface Work {
  readonly flow: string;
  readonly pipeline: PipelineName;
  /** What is counted, by the name of its price, such as `tableWrite`. */
  readonly unit: NonNullable<Step["unit"]>;
  readonly resource?: string;
  readonly index?: string;
  /** Length of one invocation. */
  readonly milliseconds?: number;
  /** Units per second. */
  readonly perSecond: number;
}

/**
 * Work that orders make, with the emails, carrier events and notifications that come with each.
 *
 * Batches are taken as full: a consumer that falls behind fills them, so this is what it can do at most.
 *
 * @throws {GraphReadError} a resource that a step depends on is missing or not understood
 */
export function workOf(graph: StackGraph, ordersPerSecond: number): readonly Work[] {
  return flows.flatMap((flow) => {
    const eventsPerSecond = ordersPerSecond * flow.perOrder;
    const load = { name: "busy", perSecond: eventsPerSecond } as const;
    return flow
      .steps({ graph, load })
      .flatMap(({ unit, uses, count }) =>
        unit === undefined
          ? []
          : [{ flow: flow.name, pipeline: flow.pipeline, unit, ...uses, perSecond: count * eventsPerSecond }],
      );
  });
}

/** Units per second of all work that is kept. */
export function sumOf(work: readonly Work[], keep: (one: Work) => boolean): number {
  return work.reduce((sum, one) => sum + (keep(one) ? one.perSecond : 0), 0);
}
