import type { Resource } from "../../../local/policies/requests";

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

/** A copy of `target` with the value at the path; texts that hold JSON are read and written on the way. */
export function put(target: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof target === "string") return JSON.stringify(put(JSON.parse(target), path, value));
  if (Array.isArray(target)) {
    const next = rest.length === 0 ? value : put(target[Number(key)], rest, value);
    return next === undefined ? target.toSpliced(Number(key), 1) : target.with(Number(key), next);
  }
  const { [key]: now, ...others } = isObject(target) ? target : {};
  const next = rest.length === 0 ? value : put(now, rest, value);
  return next === undefined ? others : { ...(isObject(target) ? target : {}), [key]: next };
}

/** A leaf of a value, and where it is. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every value inside `value` that holds no others, at any depth; texts that hold JSON objects are looked into. */
export function leaves(value: unknown, path: readonly (string | number)[] = []): readonly Leaf[] {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  if (Array.isArray(parsed)) return parsed.flatMap((item: unknown, index) => leaves(item, [...path, index]));
  if (isObject(parsed)) return Object.entries(parsed).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [{ path, value }];
}

/** A path as text; positions in lists are left out when `general`, so that the same place in two lists reads the same. */
export function pathText(path: readonly (string | number)[], general = false): string {
  return path.filter((key) => !(general && typeof key === "number")).join(".");
}

/** An object or list that a text holds as JSON; else the text itself. */
export function parsedJson(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a metric filter's pattern looks like JSON and is none
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
