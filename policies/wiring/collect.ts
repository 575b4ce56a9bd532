import type { Resource } from "../engine/resource";
import { UnknownValue } from "../engine/unknown";

/** What could be found out about some subjects. */
export interface Collected<T> {
  readonly items: readonly T[];
  /** The first value that was not known: what is not among the items may yet be. */
  readonly undecided: UnknownValue | undefined;
}

/**
 * Asks each of the subjects. For questions of the kind "is there one that ...": whoever finds none must throw `undecided` when it is
 * there, because what is not known yet is no proof of absence.
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

/** The items that fit. @throws {UnknownValue} none does, and one that is not known yet might */
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
