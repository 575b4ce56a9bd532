import type { GraphResource } from "../../../program/graph/build-graph";
import type { RequestContext } from "../evaluate";

/** What a deployment does with a resource, in the order in which the provider does it. */
export const phases = ["create", "read", "update", "delete"] as const;

export type Phase = (typeof phases)[number];

/** Values of the variables in an ARN of the service authorization reference, such as `TopicName`. */
export type ArnVariables = Readonly<Record<string, string>>;

/** Actions that a provider calls for a resource, and the one resource that AWS authorizes them against. */
export interface Calls extends Partial<Readonly<Record<Phase, readonly string[]>>> {
  /** Prefix of the actions, such as `sns`. */
  readonly service: string;
  /** Resource type of the reference, such as `topic`; undefined for actions without one. */
  readonly kind: string | undefined;
  /** Values for the type's ARN, from the resource's inputs. */
  readonly names: (resource: GraphResource) => ArnVariables;
  /** What the request carries beside the tags of the resource. */
  readonly context?: (resource: GraphResource) => RequestContext;
  /** Which ARN of a type that has several. Default: the first. */
  readonly form?: RegExp;
  /** Whether what is asked about is being made, and so has no tags yet. Default: it is there, with the stack's tags. */
  readonly fresh?: boolean;
}

/** Calls about resources of one kind: `on("sns", "topic", names, { create: ["CreateTopic"] })`. */
export function on(
  service: string,
  kind: string,
  names: Calls["names"],
  actions: Partial<Readonly<Record<Phase, readonly string[]>>>,
  more: Pick<Calls, "context" | "form" | "fresh"> = {},
): Calls {
  return { service, kind, names, ...actions, ...more };
}

/** Calls that AWS limits to no resource. */
export function onNothing(
  service: string,
  actions: Partial<Readonly<Record<Phase, readonly string[]>>>,
  more: Pick<Calls, "context" | "fresh"> = {},
): Calls {
  return { service, kind: undefined, names: () => ({}), ...actions, ...more };
}

/** An input as text. */
export function input({ inputs, urn }: GraphResource, name: string): string {
  const value = inputs[name];
  if (typeof value !== "string") throw new Error(`${urn} has no text '${name}'`);
  return value;
}

/** Names from inputs: `named({ TopicName: "name" })`. */
export function named(inputs: Readonly<Record<string, string>>): Calls["names"] {
  return (resource) =>
    Object.fromEntries(Object.entries(inputs).map(([variable, name]) => [variable, input(resource, name)]));
}

/** Names from the last part of inputs that are ARNs or addresses: `lastOf("/", { QueueName: "queueUrl" })`. */
export function lastOf(separator: string, inputs: Readonly<Record<string, string>>): Calls["names"] {
  return (resource) =>
    Object.fromEntries(
      Object.entries(inputs).map(([variable, name]) => [variable, input(resource, name).split(separator).at(-1) ?? ""]),
    );
}
