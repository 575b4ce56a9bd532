import { declaredResources, type GraphOptions, plainInputs } from "../graph/build-graph";
import type { SeenResource } from "../monitor";
import type { Resource } from "./requests";

/**
 * The program's resources for a stack as the engine would pass them to the analyzer, without an account.
 *
 * @param overrides config values that win over the stack's file
 * @throws {StackConfigError} the stack or its configuration cannot be read
 */
export async function programResources(
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
  options: GraphOptions = {},
): Promise<readonly Resource[]> {
  const resources = await declaredResources(stack, overrides, options);
  return resources.map(toResource);
}

/** A resource as the engine would pass it to the analyzer: secrets hidden, assets as hashes. */
export function toResource(resource: SeenResource): Resource {
  const { urn, type, name, parent, protect, ignoreChanges, dependencies, propertyDependencies } = resource;
  const inputs = plainInputs(resource);
  const { deleteBeforeReplace: first } = resource;
  const state = { ...resource.state, ...inputs, ...(resource.id !== "" && { id: resource.id }) };
  return {
    ...{ urn, type, name, parent, inputs, state, protect, ignoreChanges, dependencies, propertyDependencies },
    ...(first !== undefined && { deleteBeforeReplace: first }),
  };
}
