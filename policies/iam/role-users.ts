import type { Stack } from "../engine/stack";
import type { Subject } from "../engine/subject";
import { isUnknown } from "../engine/unknown";

const roleType = "aws:iam/role:Role";

/** Resources that use each role of the stack, by its ARN or name; those that only belong to the role, such as its policies, do not. */
export function usersOf(stack: Stack): ReadonlyMap<Subject, readonly Subject[]> {
  const roles = new Map<string, Subject>();
  const users = new Map<Subject, Subject[]>();
  for (const role of stack.ofType(roleType)) {
    users.set(role, []);
    for (const handle of [role.raw.props.arn, role.raw.props.uniqueId]) {
      if (typeof handle === "string" && !isUnknown(handle)) roles.set(handle, role);
    }
  }
  for (const subject of stack.subjects) {
    if (subject.type.startsWith("aws:iam/") || !subject.type.startsWith("aws:")) continue;
    for (const role of rolesNamedBy(stack, subject, roles)) users.get(role)?.push(subject);
  }
  return users;
}

function rolesNamedBy(stack: Stack, subject: Subject, roles: ReadonlyMap<string, Subject>): ReadonlySet<Subject> {
  const byValue = textsIn(subject.raw.props).flatMap((text) => roles.get(text) ?? []);
  // A preview may not know the value yet, but does know where it comes from.
  const bySource = Object.entries(subject.raw.propertyDependencies)
    .filter(([key]) => isUnknown(subject.raw.props[key]))
    .flatMap(([, urns]) => urns.flatMap((urn) => stack.at(urn) ?? []))
    .filter(({ type }) => type === roleType);
  return new Set([...byValue, ...bySource]);
}

/** Texts that are a value of their own; a role named inside a policy document is no use of it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
