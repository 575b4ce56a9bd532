import type { Resource } from "../../../program/policies/requests";
import { additions } from "./generate/additions";
import { bodies } from "./generate/bodies";
import { drops } from "./generate/drops";
import { flips } from "./generate/flips";
import { patterns } from "./generate/patterns";
import { references } from "./generate/references";
import { removals } from "./generate/removals";
import { statements } from "./generate/statements";
import { tags } from "./generate/tags";
import { values } from "./generate/values";
import type { Generator, Mutation } from "./mutation";

const generators: readonly Generator[] = [
  additions,
  bodies,
  drops,
  flips,
  patterns,
  references,
  removals,
  statements,
  tags,
  values,
];

/** Every misconfiguration that the generators can think of for these resources, each once. */
export function allMutations(resources: readonly Resource[]): readonly Mutation[] {
  const mutations = new Map<string, Mutation>();
  for (const mutation of generators.flatMap((generate) => generate(resources))) {
    if (!mutations.has(mutation.id)) mutations.set(mutation.id, mutation);
  }
  return [...mutations.values()];
}
