import type { InputOf } from "../command-line/commands";
import type { Comparison } from "./compare";
import { keyText, type RawItem } from "./digest";

type Choice = Pick<InputOf<"restore">, "copy" | "keys" | "loseWrites">;

/** Items that are to be copied back, by their keys. */
export interface Chosen {
  readonly items: readonly RawItem[];
  /** Given keys that are none of those: the table has them as they were, or they need `--lose-writes`. */
  readonly unknown: readonly string[];
}

/** What a person chose of what a comparison found. */
export function choose(found: Comparison, keys: readonly string[], { copy, keys: wanted, loseWrites }: Choice): Chosen {
  const missing = copy === "missing" || copy === "both" ? found.missing : [];
  const damaged = copy === "damaged" || copy === "both" ? found.damaged : [];
  const all = [...missing, ...damaged, ...(loseWrites ? [...found.newer, ...found.unclear] : [])];
  if (wanted === undefined) return { items: all, unknown: [] };
  const byText = new Map<string, RawItem>(all.map((key) => [keyText(key, keys), key]));
  return {
    items: wanted.map((text) => byText.get(text)).filter((key) => key !== undefined),
    unknown: wanted.filter((text) => !byText.has(text)),
  };
}
