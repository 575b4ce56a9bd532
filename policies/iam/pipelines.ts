import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/**
 * The pipeline of a resource: the first word of the name of the component directly under the stack, or of the resource's own name when it
 * has no component.
 */
export function pipelineOf(stack: Stack, resource: Resource): string {
  let top = resource;
  for (let parent = stack.parentOf(top); parent !== undefined; parent = stack.parentOf(top)) {
    if (parent.type === "pulumi:pulumi:Stack") break;
    top = parent;
  }
  return top.name.split("-")[0] ?? top.name;
}
