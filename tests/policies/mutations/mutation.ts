import type { Resource } from "../../../program/policies/requests";
import { put } from "../../../program/policies/values";

export { type Leaf, leaves, parsedJson, put } from "../../../program/policies/values";

/**
 * What a mutation breaks. `wiring`: who calls, feeds, watches or fails to whom. `grant`: what somebody may do. `settings`: values that a
 * function reads and that name no resource. The others are named like the concerns of the rules.
 */
export type Kind =
  | "wiring"
  | "grant"
  | "encryption"
  | "tags"
  | "protection"
  | "observability"
  | "sizing"
  | "settings"
  | "new resource";

/** One realistic misconfiguration of the program. */
export interface Mutation {
  /** Unique: resource, what is done, and where, such as `orders-table: kmsKeyArn dropped`. */
  readonly id: string;
  readonly kind: Kind;
  /** The same change on another resource of the same type is in the same group. */
  readonly group: string;
  /** The resources after the change. */
  readonly apply: (resources: readonly Resource[]) => readonly Resource[];
}

/** Makes mutations of a program's resources. */
export type Generator = (resources: readonly Resource[]) => readonly Mutation[];

/** `Queue` of `aws:sqs/queue:Queue`. */
export function shortType({ type }: Resource): string {
  return type.split(":").at(-1) ?? type;
}

/** The short type of what a mutation changes: its group begins with it. */
export function typeOf({ group }: Mutation): string {
  return group.split(/[ .:]/)[0] ?? "";
}

/** Type and name: logical names may repeat across types. */
export function label(resource: Resource): string {
  return `${shortType(resource)} ${resource.name}`;
}

/** The same resources, with another in place of this one. */
export function replace(
  resources: readonly Resource[],
  resource: Resource,
  how: (found: Resource) => Resource,
): readonly Resource[] {
  if (!resources.includes(resource)) throw new Error(`'${label(resource)}' is not there`);
  return resources.map((item) => (item === resource ? how(item) : item));
}

/** The same resources, with a value at a path of this one: in its inputs and in its state. `undefined` takes it away. */
export function withValue(
  resources: readonly Resource[],
  resource: Resource,
  path: readonly (string | number)[],
  value: unknown,
): readonly Resource[] {
  return replace(resources, resource, (found) => ({
    ...found,
    inputs: put(found.inputs, path, value) as Resource["inputs"],
    state: put(found.state, path, value) as Resource["state"],
  }));
}

/** A path as text; positions in lists are left out when `general`, so that the same place in two lists reads the same. */
export function pathText(path: readonly (string | number)[], general = false): string {
  return path.filter((key) => !(general && typeof key === "number")).join(".");
}
