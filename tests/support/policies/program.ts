import { programResources } from "../../../local/policies/program";
import type { Resource } from "../../../local/policies/requests";

const stacks = new Map<string, Promise<readonly Resource[]>>();

/** The real program's resources for a stack, made once in a process. */
export function program(stack: "dev" | "prod" | "local"): Promise<readonly Resource[]> {
  const known = stacks.get(stack) ?? programResources(stack);
  stacks.set(stack, known);
  return known;
}
