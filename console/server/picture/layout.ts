// Where everything stands in the picture: computed once, on the server, so that no layout library is shipped to the page.
import dagre from "@dagrejs/dagre";
import { type PipelineName, pipelineNames, pipelines } from "../../../components/pipelines";
import type { PictureEdge, PictureNode, PipelinePicture } from "../../contract";
import type { Flow, FlowEdge, FlowNode } from "./model";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Sizes in CSS pixels: nine in a row fit into a wide window at a scale that can be read; a name has three lines of 17 letters. */
const sizes = { width: 156, height: 60, margin: 8, betweenRanks: 28, betweenNodes: 10 } as const;

/** The pictures of all pipelines; one without a flow has none. */
export function layoutPipelines(flow: Flow, environmentSuffix: string): readonly PipelinePicture[] {
  return pipelineNames.flatMap((pipeline) => {
    const edges = flow.edges.filter((edge) => [edge.from, edge.to].some((id) => owner(flow, id) === pipeline));
    const touched = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const nodes = [...flow.nodes.values()].filter(({ id }) => touched.has(id));
    return edges.length === 0 ? [] : [layoutOf(pipeline, nodes, edges, environmentSuffix)];
  });
}

function owner(flow: Flow, id: string): string {
  return flow.nodes.get(id)?.pipeline ?? "";
}

function layoutOf(
  pipeline: PipelineName,
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  environmentSuffix: string,
): PipelinePicture {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    ranksep: sizes.betweenRanks,
    nodesep: sizes.betweenNodes,
    marginx: sizes.margin,
    marginy: sizes.margin,
  });
  for (const { id } of nodes) graph.setNode(id, { width: sizes.width, height: sizes.height });
  for (const { from, to, kind } of edges) {
    // A table stands behind those who read it, as it stands behind those who write it.
    const [first, second] = kind === "read" ? [to, from] : [from, to];
    graph.setEdge(first, second, { weight: kind === "data" ? 3 : 1, minlen: 1 }, kind);
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    pipeline,
    title: pipelines[pipeline].title,
    width,
    height,
    nodes: nodes.map((node): PictureNode => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return {
        id: node.id,
        name: node.id,
        label: labelOf(node, pipeline, environmentSuffix),
        kind: node.kind,
        foreign: node.pipeline !== pipeline,
        x,
        y,
        width: sizes.width,
        height: sizes.height,
      };
    }),
    edges: edges.map((edge): PictureEdge => {
      const [first, second] = edge.kind === "read" ? [edge.to, edge.from] : [edge.from, edge.to];
      const { points = [] }: { points?: readonly Point[] } = graph.edge(first, second, edge.kind);
      const drawn = points.map(({ x, y }) => ({ x, y }));
      return { ...edge, points: edge.kind === "read" ? drawn.toReversed() : drawn };
    }),
  };
}

/** The name without what is the same for all in this picture. */
function labelOf({ id, kind, pipeline }: FlowNode, own: string, environmentSuffix: string): string {
  if (kind === "outside") return id;
  const bare = id.endsWith(`-${environmentSuffix}`) ? id.slice(0, -environmentSuffix.length - 1) : id;
  return pipeline === own && bare.startsWith(`${own}-`) ? bare.slice(own.length + 1) : bare;
}
