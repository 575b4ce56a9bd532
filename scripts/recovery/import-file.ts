import * as z from "zod";
import { resourceNameOf } from "../../aws/resource-types";
import type { GraphResource } from "../../program/graph/build-graph";
import { type AccountFacts, importId } from "./import-ids";

/** One entry of what `pulumi import --file` reads. */
export interface ImportEntry {
  readonly type: string;
  /** What other entries call it: unique in the file. */
  readonly name: string;
  /** Its name in the program. */
  readonly logicalName: string;
  /** Missing for a component, which AWS does not have. */
  readonly id?: string;
  /** A name of this file or of the table; missing for what stands in the stack itself. */
  readonly parent?: string;
  readonly component?: true;
}

/** What `pulumi import --file` reads (Pulumi's guide on importing, "Bulk import operations"). */
export interface ImportFile {
  /** URNs of parents that the state has. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportEntry[];
}

const state = z.object({
  deployment: z.object({ resources: z.array(z.object({ urn: z.string() })).default([]) }),
});

/**
 * URNs that a state has, from the text of `pulumi stack export`.
 *
 * @throws {z.ZodError} it is not such a text
 */
export function urnsOf(exported: string): ReadonlySet<string> {
  return new Set(state.parse(JSON.parse(exported)).deployment.resources.map(({ urn }) => urn));
}

/**
 * The import of everything that outlives a destroy and that the state no longer has, each under its own parent: a resource that is
 * imported elsewhere is another one to Pulumi. Components that are gone are made again, empty, in the same import.
 *
 * @param graph the program's resources
 * @param inState URNs that the state still has
 * @throws {RecoveryError} an id is not known
 */
export function importFile(
  graph: readonly GraphResource[],
  inState: ReadonlySet<string>,
  facts: AccountFacts,
): ImportFile {
  const byUrn = new Map(graph.map((resource) => [resource.urn, resource]));
  const entries = new Map<string, ImportEntry>();
  const nameTable: Record<string, string> = {};

  /** What entries call a parent; adds the component when it is gone, after its own parents. */
  const parentName = (urn: string): string | undefined => {
    const parent = byUrn.get(urn);
    // The stack itself is nobody's parent by name.
    if (parent === undefined || parent.type === "pulumi:pulumi:Stack") return undefined;
    const name = nameOf(parent);
    if (inState.has(urn)) nameTable[name] = urn;
    else if (!entries.has(urn)) add(parent, { component: true });
    return name;
  };
  const add = (resource: GraphResource, more: Pick<ImportEntry, "id" | "component">): void => {
    const parent = parentName(resource.parent);
    const { type, urn, name } = resource;
    entries.set(urn, {
      type,
      name: nameOf(resource),
      logicalName: name,
      ...more,
      ...(parent !== undefined && { parent }),
    });
  };
  for (const resource of graph) {
    if (isKept(resource) && !inState.has(resource.urn)) add(resource, { id: importId(resource, facts) });
  }
  return { nameTable, resources: [...entries.values()] };
}

/** Whether a resource is still there when its stack is destroyed. */
export function isKept({ custom, protect, retainOnDelete }: GraphResource): boolean {
  return custom && (protect || retainOnDelete);
}

/** Logical names repeat between types, and a component's type may end like that of what is in it: with both given they do not. */
function nameOf({ type, name, custom }: GraphResource): string {
  return `${name}-${resourceNameOf(type)}${custom ? "" : "-component"}`;
}
