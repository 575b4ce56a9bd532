import type { Alias } from "@pulumi/pulumi/proto/alias_pb";

/** What a URN is made of. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  readonly type: string;
  readonly name: string;
}

/** A URN as the engine makes it: the types of all ancestors but the stack are part of the type. */
export function urnOf({ stack, project, parent, type, name }: UrnParts): string {
  const parentType = parent.split("::")[2] ?? "";
  const qualified = parentType === "" || parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
  return [`urn:pulumi:${stack}`, project, qualified, name].join("::");
}

/**
 * URNs that a resource may have in the state, besides its own: its own aliases, and what follows from its parent's. A child named
 * `{parent}-part` is looked for under the parent's old name too (engine, `InheritedChildAlias`).
 *
 * @param parentAliases what this function gave for the parent
 */
export function aliasUrns(
  resource: UrnParts,
  aliases: readonly Alias[],
  parentAliases: readonly string[],
): readonly string[] {
  const parentName = nameOf(resource.parent);
  const inherited = (parts: UrnParts) =>
    parentAliases.map((parent) => {
      const moved = parts.name.startsWith(parentName)
        ? `${nameOf(parent)}${parts.name.slice(parentName.length)}`
        : parts.name;
      return urnOf({ ...parts, parent, name: moved });
    });
  const own = aliases.flatMap((alias) => {
    const spec = alias.getSpec();
    if (spec === undefined) return [alias.getUrn()];
    const parent = spec.getNoparent() ? "" : spec.getParenturn() || resource.parent;
    const parts = {
      stack: spec.getStack() || resource.stack,
      project: spec.getProject() || resource.project,
      parent,
      type: spec.getType() || resource.type,
      name: spec.getName() || resource.name,
    };
    return [urnOf(parts), ...(parent === resource.parent ? inherited(parts) : [])];
  });
  const all = new Set([...own, ...inherited(resource)]);
  all.delete(urnOf(resource));
  return [...all];
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
