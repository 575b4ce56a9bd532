import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/**
 * The pipeline that a resource belongs to: the first word of the name of the component right under the stack, or of its own name
 * when it stands in none.
 */
export function pipelineOf(stack: Stack, resource: Resource): string {
  let top = resource;
  for (let parent = stack.parentOf(top); parent !== undefined; parent = stack.parentOf(top)) {
    if (parent.type === "pulumi:pulumi:Stack") break;
    top = parent;
  }
  return top.name.split("-")[0] ?? top.name;
}
