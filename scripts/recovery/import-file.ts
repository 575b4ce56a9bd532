import * as z from "zod";
import { resourceNameOf } from "../../aws/resource-types";
import type { GraphResource } from "../../program/graph/build-graph";
import { type AccountFacts, importId } from "./import-ids";

/** One entry of a `pulumi import --file` document. */
export interface ImportEntry {
  readonly type: string;
  /** Name by which other entries refer to it: unique in the file. */
  readonly name: string;
  /** Its logical name in the program. */
  readonly logicalName: string;
  /** Absent for a component, which does not exist in AWS. */
  readonly id?: string;
  /** A name of this file or of the name table; absent for a child of the stack. */
  readonly parent?: string;
  readonly component?: true;
}

/** The document that `pulumi import --file` reads (Pulumi's guide on importing, "Bulk import operations"). */
export interface ImportFile {
  /** URNs of parents in the state, by name. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportEntry[];
}

const state = z.object({
  deployment: z.object({ resources: z.array(z.object({ urn: z.string() })).default([]) }),
});

/**
 * URNs in a state, from the output of `pulumi stack export`.
 *
 * @throws {z.ZodError} it is not such an output
 */
export function urnsOf(exported: string): ReadonlySet<string> {
  return new Set(state.parse(JSON.parse(exported)).deployment.resources.map(({ urn }) => urn));
}

/**
 * The import of everything that outlives a destroy and is missing from the state. Each resource keeps its parent, because under another one
 * it would be another resource to Pulumi. Missing components are created again, empty, in the same import.
 *
 * @param graph the resources that the program declares
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

  /** Name by which entries refer to a parent. Adds a missing component, after its own parents. */
  const parentName = (urn: string): string | undefined => {
    const parent = byUrn.get(urn);
    // Children of the stack name no parent.
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

/** Whether a resource is on AWS and in no state when its stack is destroyed. What is only protected is in the state, or goes once it is not. */
export function isKept({ custom, retainOnDelete }: GraphResource): boolean {
  return custom && retainOnDelete;
}

/**
 * A unique name: logical names repeat between types, and a component may end in the same type as a child, but name and type together
 * differ.
 */
function nameOf({ type, name, custom }: GraphResource): string {
  return `${name}-${resourceNameOf(type)}${custom ? "" : "-component"}`;
}
