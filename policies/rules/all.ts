import type { Concern, Rule } from "../engine/rule";
import { ruleFiles } from "./index";

/** The order of the concerns in `docs/policies.md`. */
const concerns: readonly Concern[] = [
  ...(["least-privilege", "encryption", "tagging", "reliability", "observability", "network", "cost"] as const),
];

/** Every rule of the pack, by concern and name. */
export const allRules: readonly Rule[] = ruleFiles
  .flatMap((file) => Object.values(file))
  .toSorted((a, b) => concerns.indexOf(a.concern) - concerns.indexOf(b.concern) || (a.name < b.name ? -1 : 1));
