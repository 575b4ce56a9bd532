import type { Concern, Rule } from "../engine/rule";
import { ruleFiles } from "./index";

/** In the order in which people read about them. */
const concerns: readonly Concern[] = [
  ...(["least-privilege", "encryption", "tagging", "reliability", "observability", "network", "cost"] as const),
];

/** Every rule of the pack, by concern and name. */
export const allRules: readonly Rule[] = ruleFiles
  .flatMap((file) => Object.values(file))
  .toSorted((a, b) => concerns.indexOf(a.concern) - concerns.indexOf(b.concern) || (a.name < b.name ? -1 : 1));
