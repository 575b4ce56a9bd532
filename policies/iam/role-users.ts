import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { isUnknown } from "../engine/unknown";

/**
 * Resources that use each role of the stack, by its ARN or name. Resources that are part of the role, such as its policies, do not count.
 */
export function usersOf(stack: Stack): ReadonlyMap<Resource, readonly Resource[]> {
  const roles = new Map<string, Resource>();
  const users = new Map<Resource, Resource[]>();
  for (const role of stack.ofType(awsTypes.iam.role)) {
    users.set(role, []);
    for (const handle of [role.raw.props.arn, role.raw.props.uniqueId]) {
      if (typeof handle === "string" && !isUnknown(handle)) roles.set(handle, role);
    }
  }
  for (const resource of stack.resources) {
    if (resource.type.startsWith("aws:iam/") || !resource.type.startsWith("aws:")) continue;
    for (const role of rolesNamedBy(stack, resource, roles)) users.get(role)?.push(resource);
  }
  return users;
}

function rolesNamedBy(stack: Stack, resource: Resource, roles: ReadonlyMap<string, Resource>): ReadonlySet<Resource> {
  const byValue = textsIn(resource.raw.props).flatMap((text) => roles.get(text) ?? []);
  // A preview may not know the value yet, but Pulumi records which resource it comes from.
  const bySource = Object.entries(resource.raw.propertyDependencies)
    .filter(([key]) => isUnknown(resource.raw.props[key]))
    .flatMap(([, urns]) => urns.flatMap((urn) => stack.at(urn) ?? []))
    .filter(({ type }) => type === awsTypes.iam.role);
  return new Set([...byValue, ...bySource]);
}

/** Strings that are whole values. A role's ARN inside a policy document is not a use of the role. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
