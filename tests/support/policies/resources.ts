import type { Resource } from "../../../program/policies/requests";
import { put as putAt } from "../../../program/policies/values";
import { isRecord } from "../../../values/is-record";

/** What a test says about a resource beyond type, name and inputs. */
interface Extra {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** URN of a test resource. */
export function urn(type: string, name: string): string {
  return `urn:pulumi:test::backoffice::${type}::${name}`;
}

/** A resource as the engine would hand it to the pack; `id` and `arn` are made up unless `outputs` has them. */
export function resource(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>> = {},
  extra: Extra = {},
): Resource {
  const { outputs = {}, protect = false, ignoreChanges = [], parent = "" } = extra;
  const { dependencies = [], propertyDependencies = {} } = extra;
  const arn = `arn:aws:test:eu-central-1:123456789012:${type.split(":").at(-1)}/${name}`;
  const state = { id: name, arn, ...inputs, ...outputs };
  const { deleteBeforeReplace } = extra;
  const options = {
    ...{ protect, ignoreChanges, dependencies, propertyDependencies },
    ...(deleteBeforeReplace !== undefined && { deleteBeforeReplace }),
  };
  return { urn: urn(type, name), type, name, parent, inputs, state, ...options };
}

/** What a test does to resources before a rule judges them. */
export type Change = (resources: readonly Resource[]) => readonly Resource[];

/** A change of one resource, which it names: by default the one that a violation must be about. */
export interface NamedChange extends Change {
  readonly of: string;
}

/** Gives the named resource this value at this path, in its inputs and in its state. */
export function set(name: string, path: string, value: unknown): NamedChange {
  const keys = path.split(".");
  return change(name, (item) => ({
    ...item,
    inputs: put(item.inputs, keys, value),
    state: put(item.state, keys, value),
  }));
}

/** Takes this property away from the named resource. */
export function drop(name: string, path: string): NamedChange {
  return set(name, path, undefined);
}

/** Leaves the named resource out. */
export function without(name: string): Change {
  return (resources) => {
    one(resources, name);
    return resources.filter((item) => item.name !== name);
  };
}

/** Puts another resource in place of the named one: for options and outputs. */
export function change(name: string, how: (item: Resource) => Resource): NamedChange {
  const apply: Change = (resources) => {
    const found = one(resources, name);
    return resources.map((item) => (item === found ? how(item) : item));
  };
  return Object.assign(apply, { of: name });
}

/** One change after the other; what the last one names is what the violation must be about. */
export function chain<C extends Change>(...changes: readonly [...Change[], C]): C {
  const last = changes[changes.length - 1] as C;
  const apply: Change = (resources) => changes.reduce((now, next) => next(now), resources);
  return ("of" in last ? Object.assign(apply, { of: last.of }) : apply) as C;
}

/** The named resource. @throws {Error} there is none, or more than one: a change that changes nothing would prove nothing */
export function one(resources: readonly Resource[], name: string): Resource {
  const found = resources.filter((item) => item.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources are called '${name}'`);
  return first;
}

/** A copy with this value at this path; `undefined` takes the property away. */
function put(values: Readonly<Record<string, unknown>>, path: readonly string[], value: unknown) {
  const changed = putAt(values, path, value);
  if (!isRecord(changed)) throw new Error(`'${path.join(".")}' is no path into a resource`);
  return changed;
}
