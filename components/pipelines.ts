// The registry of pipelines: what each is called and what it owns. Everything that goes through the pipelines one by one derives from it:
// names, functions, dashboards, rights of a deployment, costs, the report of the local run, operators' commands. Data only; import nothing here.

/** What is known of a pipeline. */
interface PipelineDefinition {
  /** As people read it. */
  readonly title: string;
  /** Folders of its functions below `functions/<pipeline>/`. */
  readonly functions: readonly string[];
}

/** All pipelines, in the order in which an order goes through them; monitoring, which watches the others, is last. */
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
