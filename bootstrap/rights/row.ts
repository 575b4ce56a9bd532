import type { ScopeName } from "./scopes";

/** Operations of a deployment on a resource. Tags are set with `create` and changed with `update`. */
export const accesses = ["create", "read", "update", "delete"] as const;

export type Access = (typeof accesses)[number];

/** Actions on the resources of one scope, by the deployment's operation. */
export interface Right extends Partial<Readonly<Record<Access, readonly string[]>>> {
  readonly scope: ScopeName;
}

/** Rights for managing resources, by their type in Pulumi. */
export type Rows = Readonly<Record<string, readonly Right[]>>;

/** Actions of a service on a scope: `on("queue", "sqs", { create: ["CreateQueue"] })`. */
export function on(
  scope: ScopeName,
  service: string,
  actions: Partial<Readonly<Record<Access, readonly string[]>>>,
): Right {
  const full = accesses.flatMap((access) => {
    const names = actions[access];
    return names === undefined ? [] : [[access, names.map((name) => `${service}:${name}`)] as const];
  });
  return { scope, ...Object.fromEntries(full) };
}
