// The resources that a message passes, and how it passes from one to the next: read from the declared resources. Pure.
import { parseArn } from "../../../aws/arn";
import { readStatements } from "../../../aws/iam/document";
import { awsTypes } from "../../../aws/resource-types";
import { isPipelineName, type PipelineName } from "../../../components/pipelines";
import type { SeenResource } from "../../../program/monitor";
import { member } from "../../../values/member";
import type { NodeKind } from "../../contract";

/** A resource that messages pass. */
export interface FlowNode {
  /** Physical name. */
  readonly id: string;
  readonly kind: NodeKind;
  /** Pipeline that it belongs to; empty for what is outside. */
  readonly pipeline: string;
  readonly resource?: SeenResource;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "data" | "read" | "failure";
  readonly label: string;
}

export interface Flow {
  readonly nodes: ReadonlyMap<string, FlowNode>;
  readonly edges: readonly FlowEdge[];
}

const kinds: Readonly<Record<string, NodeKind>> = {
  [awsTypes.apigateway.restApi]: "api",
  [awsTypes.lambda.function]: "function",
  [awsTypes.dynamodb.table]: "table",
  [awsTypes.sns.topic]: "topic",
  [awsTypes.sqs.queue]: "queue",
  [awsTypes.cloudwatch.eventBus]: "bus",
  [awsTypes.cloudwatch.eventArchive]: "archive",
  [awsTypes.sesv2.configurationSet]: "email",
};

/** Where messages come from and go to, outside the stack. */
const outside = { customers: "Customers", carriers: "Carriers", recipients: "Recipients", chat: "Chat room" } as const;

/** Physical name of a resource. */
export function physicalName({ inputs, name }: Pick<SeenResource, "inputs" | "name">): string {
  const given = inputs.name ?? inputs.configurationSetName ?? inputs.dashboardName;
  return typeof given === "string" ? given : name;
}

/** Pipeline of a physical or logical name; empty for what all share. */
export function pipelineOfName(name: string): PipelineName | "" {
  const [first = ""] = name.split("-");
  return isPipelineName(first) ? first : "";
}

/** Reads the flow. */
export function readFlow(resources: readonly SeenResource[]): Flow {
  const read = new Set(
    resources.flatMap(({ type, inputs }) =>
      type === awsTypes.lambda.eventSourceMapping ? [nameInArn(inputs.eventSourceArn)] : [],
    ),
  );
  const nodes = new Map<string, FlowNode>();
  for (const resource of resources) {
    const kind = kinds[resource.type];
    if (kind === undefined) continue;
    const id = physicalName(resource);
    // A queue that no function reads holds what failed, until a person looks at it.
    const unread = kind === "queue" && !read.has(id);
    nodes.set(id, { id, kind: unread ? "deadLetterQueue" : kind, pipeline: pipelineOfName(id), resource });
  }
  const edges = new Map<string, FlowEdge>();
  const add = (from: string, to: string, kind: FlowEdge["kind"], label = "") => {
    for (const id of [from, to]) {
      if (nodes.has(id)) continue;
      if (!Object.values(outside).some((title) => title === id)) return;
      nodes.set(id, { id, kind: "outside", pipeline: "" });
    }
    const key = `${from} ${to} ${kind}`;
    const before = edges.get(key);
    const labels = new Set([before?.label, label].filter((each) => each !== undefined && each !== ""));
    edges.set(key, { from, to, kind, label: [...labels].join(", ") });
  };
  const apis = resources.filter(({ type }) => kinds[type] === "api");
  for (const resource of resources) {
    addEdges(resource, add);
    const { type, inputs } = resource;
    if (type !== awsTypes.lambda.permission || inputs.principal !== "apigateway.amazonaws.com") continue;
    const api = apis.find(
      ({ id }) => nameInArn(inputs.sourceArn) !== "" && String(inputs.sourceArn).includes(`:${id}/`),
    );
    if (api !== undefined) add(physicalName(api), String(inputs.function), "data");
  }
  const isFailureQueue = (name: string) => nodes.get(name)?.kind === "deadLetterQueue";
  for (const grant of grantsOf(resources)) addGranted(grant, isFailureQueue, add);
  for (const node of nodes.values()) {
    if (node.kind === "api") add(outside.customers, node.id, "data", "HTTPS");
    if (node.kind === "bus") add(outside.carriers, node.id, "data", "events");
    if (node.kind === "email") add(node.id, outside.recipients, "data", "email");
    const variables = member(node.resource?.inputs.environment, "variables");
    if (typeof member(variables, "WEBHOOK_CIPHERTEXT") === "string") add(node.id, outside.chat, "data", "webhook");
  }
  for (const [key, { from, to, kind }] of edges) {
    // Who writes as well is drawn once.
    if (kind === "read" && (edges.has(`${to} ${from} data`) || edges.has(`${from} ${to} data`))) edges.delete(key);
  }
  return { nodes, edges: [...edges.values()] };
}

type Add = (from: string, to: string, kind: FlowEdge["kind"], label?: string) => void;

/** Last part of an ARN that names a resource of the stack, without alias, stream and index. */
export function nameInArn(arn: unknown): string {
  const { service, resource = "" } = parseArn(String(arn)) ?? {};
  if (service === "lambda") return resource.split(":")[1] ?? "";
  if (service === "dynamodb" || service === "events") return resource.split("/")[1] ?? "";
  return resource.split(":").at(-1)?.split("/").at(-1) ?? "";
}

function addEdges({ type, inputs }: SeenResource, add: Add): void {
  const arn = (path: readonly string[]) => nameInArn(path.reduce<unknown>(member, inputs));
  const redrive = (value: unknown) => nameInArn(member(parsed(value), "deadLetterTargetArn"));
  switch (type) {
    case awsTypes.lambda.eventSourceMapping: {
      const stream = String(inputs.eventSourceArn).includes(":dynamodb:");
      add(arn(["eventSourceArn"]), arn(["functionName"]), "data", stream ? "stream" : "");
      add(arn(["functionName"]), arn(["destinationConfig", "onFailure", "destinationArn"]), "failure");
      return;
    }
    case awsTypes.lambda.functionEventInvokeConfig:
      add(String(inputs.functionName), arn(["destinationConfig", "onFailure", "destination"]), "failure");
      return;
    case awsTypes.sns.topicSubscription:
      add(arn(["topic"]), arn(["endpoint"]), "data");
      add(arn(["topic"]), redrive(inputs.redrivePolicy), "failure");
      return;
    case awsTypes.cloudwatch.eventTarget:
      add(String(inputs.eventBusName), arn(["arn"]), "data", "rule");
      add(String(inputs.eventBusName), arn(["deadLetterConfig", "arn"]), "failure");
      return;
    case awsTypes.cloudwatch.eventArchive:
      add(arn(["eventSourceArn"]), String(inputs.name), "data");
      return;
    case awsTypes.cloudwatch.eventBus:
      add(String(inputs.name), arn(["deadLetterConfig", "arn"]), "failure");
      return;
    case awsTypes.sqs.queue:
      add(String(inputs.name), redrive(inputs.redrivePolicy), "failure");
      return;
    case awsTypes.sesv2.configurationSetEventDestination:
      add(
        String(inputs.configurationSetName),
        arn(["eventDestination", "snsDestination", "topicArn"]),
        "data",
        "SES events",
      );
      return;
    default:
      return;
  }
}

/** What a function's role allows. */
export interface Grant {
  readonly functionName: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Grants of all functions, by the policies of their roles. */
export function grantsOf(resources: readonly SeenResource[]): readonly Grant[] {
  const functions = resources.filter(({ type }) => type === awsTypes.lambda.function);
  return resources.flatMap(({ type, inputs }) => {
    if (type !== awsTypes.iam.rolePolicy) return [];
    const role = String(inputs.role).split("/").at(-1);
    const owner = functions.find((each) => String(each.inputs.role).split("/").at(-1) === role);
    if (owner === undefined) return [];
    return (readStatements(inputs.policy) ?? [])
      .filter(({ effect }) => effect === "Allow")
      .map(({ actions, resources: on }) => ({ functionName: physicalName(owner), actions, resources: on }));
  });
}

const writes = /^dynamodb:(Put|Update|Delete|Batch)|^(sns:Publish|events:PutEvents|sqs:SendMessage|ses:Send\w*)$/;
/** Of items; a stream is read by its mapping. */
const reads = /^dynamodb:(GetItem|Query|Scan|BatchGetItem)$/;

function addGranted(
  { functionName, actions, resources }: Grant,
  isFailureQueue: (name: string) => boolean,
  add: Add,
): void {
  for (const arn of resources) {
    const name = nameInArn(arn);
    // Every function writes to the error log, which would hide everything else.
    if (/^monitoring-errors-/.test(name)) continue;
    if (actions.some((action) => writes.test(action))) {
      add(functionName, name, isFailureQueue(name) ? "failure" : "data");
    } else if (actions.some((action) => reads.test(action))) add(name, functionName, "read", "reads");
  }
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
