import type { Resource } from "../engine/resource";
import { UnknownValue } from "../engine/unknown";

/** What was found for some resources. */
export interface Collected<T> {
  readonly items: readonly T[];
  /** The first unknown value; when it is set, `items` may be incomplete. */
  readonly undecided: UnknownValue | undefined;
}

/**
 * Collects what `ask` returns for each resource, for questions such as "is there one that ...". A caller that finds no match must throw
 * `undecided` when it is set: a value that is not known yet does not prove absence.
 */
export function collect<T>(resources: Iterable<Resource>, ask: (resource: Resource) => readonly T[]): Collected<T> {
  const items: T[] = [];
  let undecided: UnknownValue | undefined;
  for (const resource of resources) {
    try {
      items.push(...ask(resource));
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      undecided ??= error;
    }
  }
  return { items, undecided };
}

/** The items that match. @throws {UnknownValue} no item matches, but one that is not known yet might */
export function fitting<T>({ items, undecided }: Collected<T>, fits: (item: T) => boolean): readonly T[] {
  const found = items.filter(fits);
  if (found.length === 0 && undecided !== undefined) throw undecided;
  return found;
}

/** All items. @throws {UnknownValue} there may be more */
export function complete<T>({ items, undecided }: Collected<T>): readonly T[] {
  if (undecided !== undefined) throw undecided;
  return items;
}
