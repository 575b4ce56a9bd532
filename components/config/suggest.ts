import { distance } from "fastest-levenshtein";

/** The known name that `name` was probably meant to be: at most a third of its letters differ. Undefined when none is near. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly changed: number } | undefined;
  for (const candidate of known) {
    const changed = distance(wanted, candidate.toLowerCase());
    if (best === undefined || changed < best.changed) best = { name: candidate, changed };
  }
  return best !== undefined && best.changed <= Math.max(2, Math.floor(name.length / 3)) ? best.name : undefined;
}
