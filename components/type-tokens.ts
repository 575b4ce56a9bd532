/**
 * Beginning of the type tokens of this program's own components, and of the names of what all pipelines share. Type tokens are part of the URN
 * of everything inside a component: with others, Pulumi would delete all resources and create them anew. So it is no project name, though it was
 * one when the program was written, and it stays when the project gets another name.
 */
export const NAMESPACE = "backoffice";

/** Type token of a component, such as `backoffice:blocks:Table`. */
export function typeToken(module: "blocks" | "bootstrap" | "pipelines", name: string): `${string}:${string}:${string}` {
  return `${NAMESPACE}:${module}:${name}`;
}
