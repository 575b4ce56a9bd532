import type { Mutation } from "./mutation";

/** Mutations that no rule catches, and why that is right. */
const accepted: readonly { readonly group: RegExp; readonly reason: string }[] = [];

/** Why a mutation may survive; undefined when it may not. */
export function acceptedReason({ group }: Mutation): string | undefined {
  return accepted.find((entry) => entry.group.test(group))?.reason;
}

/** Reasons that no survivor needs. */
export function staleReasons(survivors: readonly Mutation[]): readonly string[] {
  return accepted
    .filter((entry) => !survivors.some(({ group }) => entry.group.test(group)))
    .map(({ group }) => group.source);
}
