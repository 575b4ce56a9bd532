import { replacements } from "../../aws/replacement/all";
import { deletesFirst, type Replacement } from "../../aws/replacement/replacement";
import { plainInputs } from "../graph/build-graph";
import type { SeenResource } from "../monitor";
import type { ResourceRequest } from "../resource";

/** A resource of a stack, as it is deployed or as the program now declares it. */
export type StackResource = Pick<
  SeenResource,
  | "urn"
  | "type"
  | "name"
  | "custom"
  | "inputs"
  | "propertyDependencies"
  | "protect"
  | "retainOnDelete"
  | "ignoreChanges"
  | "deleteBeforeReplace"
  | "aliases"
>;

/** What an update does to one resource of AWS. */
export type Step =
  | { readonly operation: "create"; readonly after: StackResource }
  | { readonly operation: "same"; readonly before: StackResource; readonly after: StackResource }
  | {
      readonly operation: "update";
      readonly before: StackResource;
      readonly after: StackResource;
      /** Inputs that differ. */
      readonly changed: readonly string[];
    }
  | {
      readonly operation: "replace";
      readonly before: StackResource;
      readonly after: StackResource;
      /** Inputs that cannot change in place. */
      readonly by: readonly string[];
      readonly deleteFirst: boolean;
    }
  | { readonly operation: "delete"; readonly before: StackResource };

/**
 * What an update would do, as the engine plans it: resources are the same by URN or alias, and a change of an input is a replacement where
 * `aws/replacement` says so. A replacement takes along what is made from it and cannot change in place. Components have no steps.
 *
 * @param deployed what the last update left, in any order
 * @param declared what the program declares now
 * @throws {Error} `aws/replacement` does not have a type
 */
export function planUpdate(deployed: readonly StackResource[], declared: readonly StackResource[]): readonly Step[] {
  const existing = new Map(deployed.filter(isOfAws).map((resource) => [resource.urn, resource]));
  const wanted = declared.filter(isOfAws);
  const pairs = wanted.map((after) => ({ after, before: existingOf(after, existing) }));
  const replaced = replacedOf(pairs);
  const kept = new Set(pairs.map(({ before }) => before?.urn));
  return [
    ...pairs.map(({ before, after }) => stepOf(before, after, replaced.get(after.urn) ?? [])),
    ...[...existing.values()]
      .filter(({ urn }) => !kept.has(urn))
      .map((before): Step => ({ operation: "delete", before })),
  ];
}

/** How AWS replaces a resource. @throws {Error} `aws/replacement` does not have its type */
export function replacementOf({ type, urn }: Pick<StackResource, "type" | "urn">): Replacement {
  const found = replacements[type];
  if (found === undefined) throw new Error(`aws/replacement has no entry for the type ${type} of ${urn}`);
  return found;
}

interface Pair {
  readonly before: StackResource | undefined;
  readonly after: StackResource;
}

function isOfAws({ custom, type }: StackResource): boolean {
  return custom && !type.startsWith("pulumi:");
}

function existingOf(
  { urn, aliases = [] }: StackResource,
  existing: ReadonlyMap<string, StackResource>,
): StackResource | undefined {
  return [urn, ...aliases].map((one) => existing.get(one)).find((found) => found !== undefined);
}

/** Inputs that replace each resource, by its new URN: those that differ, then those made from what is replaced, until nothing is added. */
function replacedOf(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { before, after } of pairs) {
      if (before === undefined || found.has(after.urn)) continue;
      const changed = new Set(changedInputs(before, after));
      const by = replacementOf(after).replacedBy.filter(
        (input) => changed.has(input) || (after.propertyDependencies[input] ?? []).some((source) => found.has(source)),
      );
      if (by.length > 0) found.set(after.urn, by);
    }
  }
  return found;
}

function stepOf(before: StackResource | undefined, after: StackResource, by: readonly string[]): Step {
  if (before === undefined) return { operation: "create", after };
  if (by.length > 0) {
    const deleteFirst = deletesFirst(after.type, after.inputs, after.deleteBeforeReplace);
    return { operation: "replace", before, after, by, deleteFirst };
  }
  const changed = changedInputs(before, after);
  return changed.length > 0 ? { operation: "update", before, after, changed } : { operation: "same", before, after };
}

function changedInputs(before: StackResource, after: StackResource): readonly string[] {
  const [old, now] = [comparable(before), comparable(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (input) => JSON.stringify(old[input]) !== JSON.stringify(now[input]) && !after.ignoreChanges.includes(input),
  );
}

/** Inputs as JSON, assets by their hash, secrets as they are: a new secret is a change. */
function comparable(resource: StackResource): Readonly<Record<string, unknown>> {
  return plainInputs({ inputs: resource.inputs, secrets: [] } satisfies Pick<ResourceRequest, "inputs" | "secrets">);
}
