import type { GraphResource, Json } from "../../../program/graph/build-graph";
import { buildGraph } from "../../../program/graph/build-graph";
import { type CostEstimate, estimateCost, type FlowEstimate } from "../../../scripts/cost/estimate";

const built = new Map<string, Promise<readonly GraphResource[]>>();

/** The program's own graph, built once for each stack. */
export function graphOf(stack: "prod" | "dev"): Promise<readonly GraphResource[]> {
  const graph = built.get(stack) ?? buildGraph(stack, {});
  built.set(stack, graph);
  return graph;
}

export function estimateOf(resources: readonly GraphResource[], orders = 60_000): CostEstimate {
  return estimateCost("test", "us-east-1", resources, orders);
}

/** A graph with some inputs of one resource changed. */
export function changed(
  resources: readonly GraphResource[],
  name: string,
  type: string,
  inputs: Readonly<Record<string, Json>>,
): GraphResource[] {
  return resources.map((resource) =>
    resource.name === name && resource.type.endsWith(`:${type}`)
      ? { ...resource, inputs: { ...resource.inputs, ...inputs } }
      : resource,
  );
}

/** One made-up resource that AWS knows. */
export function resource(type: string, name: string, inputs: Readonly<Record<string, Json>> = {}): GraphResource {
  return {
    urn: `urn:pulumi:test::backoffice::${type}::${name}`,
    type,
    name,
    parent: "",
    custom: true,
    inputs,
    dependencies: [],
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
  };
}

export function flowOf(estimate: CostEstimate, name: string): FlowEstimate {
  const flow = estimate.flows.find((each) => each.name === name);
  if (flow === undefined) throw new Error(`there is no event ${name}`);
  return flow;
}

/** USD for a million events, of the steps of one name. */
export function usdOf(flow: FlowEstimate, what: string): number {
  return flow.million.steps.reduce((sum, step) => sum + (step.what === what ? step.usd : 0), 0);
}
