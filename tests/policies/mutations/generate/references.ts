import type { Resource } from "../../../../program/policies/requests";
import { whyIrrelevant } from "../irrelevant";
import { kindOf } from "../kinds";
import { type Generator, type Leaf, label, leaves, type Mutation, pathText, shortType, withValue } from "../mutation";

/** Outputs by which others refer to a resource. */
const handles = ["arn", "id", "name", "url", "streamArn", "invokeArn", "keyId", "bucket", "dashboardName"] as const;

/**
 * Each value that names another resource is mistyped, and turned to another resource of the same type: the wrong queue, the wrong key,
 * the wrong function. In policies and bodies too, where the name is a part of the text.
 */
export const references: Generator = (resources) => {
  const owners = handleOwners(resources);
  return resources.flatMap((resource) => {
    const type = shortType(resource);
    const properties = Object.entries(resource.inputs).filter(([property]) => !whyIrrelevant(type, property));
    const found = properties.flatMap(([property, value]) => leaves(value, [property]));
    return found.flatMap((leaf) => mutationsOf(resource, leaf, owners));
  });
};

function mutationsOf(resource: Resource, leaf: Leaf, owners: ReadonlyMap<string, Owner>): readonly Mutation[] {
  const { path, value } = leaf;
  const owner = typeof value === "string" ? owners.get(value) : undefined;
  if (owner === undefined || owner.resource === resource) return [];
  const type = shortType(resource);
  const property = String(path[0]);
  const make = (how: string, next: string): Mutation => ({
    id: `${label(resource)}: ${pathText(path)} ${how}`,
    kind: kindOf(type, property),
    group: `${type}: ${pathText(path, true)} to a ${shortType(owner.resource)} ${how}`,
    apply: (all) => withValue(all, resource, path, next),
  });
  const other = owner.siblings[0];
  return [
    make("mistyped", `${value}x`),
    ...(other === undefined
      ? []
      : [make(`turned to ${other}`, other)].map(({ group: _, ...rest }) => ({
          ...rest,
          group: `${type}: ${pathText(path, true)} turned to another ${shortType(owner.resource)}`,
        }))),
  ];
}

/** The resource that a text stands for, and the same handle of its siblings. */
interface Owner {
  readonly resource: Resource;
  readonly siblings: readonly string[];
}

function handleOwners(resources: readonly Resource[]): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const resource of resources) {
    for (const handle of handles) {
      const text = resource.state[handle];
      if (typeof text !== "string" || text.length < 5 || owners.has(text)) continue;
      const siblings = resources
        .filter((other) => other.type === resource.type && other !== resource)
        .flatMap((other) => (typeof other.state[handle] === "string" ? [String(other.state[handle])] : []));
      owners.set(text, { resource, siblings: siblings.filter((sibling) => sibling !== text) });
    }
  }
  return owners;
}
