import { distance } from "fastest-levenshtein";

/** The known name that was probably meant: at most a third of its letters differ. Undefined when none is that close. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly changed: number } | undefined;
  for (const candidate of known) {
    const changed = distance(wanted, candidate.toLowerCase());
    if (best === undefined || changed < best.changed) best = { name: candidate, changed };
  }
  return best !== undefined && best.changed <= Math.max(2, Math.floor(name.length / 3)) ? best.name : undefined;
}
