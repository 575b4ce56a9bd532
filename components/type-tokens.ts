/**
 * Prefix of the type tokens of this program's components, and of the names of what all pipelines share. Type tokens are part of the URN of
 * every resource inside a component: if it changed, Pulumi would delete and recreate all resources. So it does not follow the project's
 * name, although the two were the same when the program was written.
 */
export const NAMESPACE = "backoffice";

/** Type token of a component, such as `backoffice:blocks:Table`. */
export function typeToken(module: "blocks" | "bootstrap" | "pipelines", name: string): `${string}:${string}:${string}` {
  return `${NAMESPACE}:${module}:${name}`;
}
