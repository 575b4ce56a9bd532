// The registry of pipelines, with their names and what they own. Everything that iterates over pipelines derives from it: names, functions,
// dashboards, the deployment's rights, costs, the report of the local run, operators' commands. Data only; import nothing here.

/** Facts about a pipeline. */
interface PipelineDefinition {
  /** Name for display. */
  readonly title: string;
  /** Folders of its functions below `functions/<pipeline>/`. */
  readonly functions: readonly string[];
}

/** All pipelines, in the order in which an order passes them; monitoring, which watches the others, is last. */
export const pipelines = {
  orders: {
    title: "Orders",
    functions: ["create", "get", "list", "update-status", "authorizer", "publisher", "auditor"],
  },
  confirmations: { title: "Confirmations", functions: ["sender", "feedback"] },
  shipments: { title: "Shipments", functions: ["processor"] },
  notifications: { title: "Notifications", functions: ["processor"] },
  monitoring: { title: "Functions", functions: ["simulator"] },
} as const satisfies Record<string, PipelineDefinition>;

/** Name of a pipeline, with which the names of all its resources begin. */
export type PipelineName = keyof typeof pipelines;

/** Whether a text names a pipeline. */
export function isPipelineName(text: string): text is PipelineName {
  return Object.hasOwn(pipelines, text);
}

/** Names of all pipelines. */
export const pipelineNames: readonly PipelineName[] = Object.keys(pipelines).filter(isPipelineName);

/** Folder of a function below `functions/`, such as `orders/create`; its physical name is the same with a dash: `orders-create-dev`. */
export type FunctionEntry = {
  [Name in PipelineName]: `${Name}/${(typeof pipelines)[Name]["functions"][number]}`;
}[PipelineName];
