// JSON from outside, as everything behind can bear it.
import { wellFormed } from "./cut";
import { brokenBound } from "./json-bounds";

/** What a text holds, if it is JSON. */
export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/**
 * Deepest nesting of lists and objects that is read; a message of ours has 4 levels, one of SES 5. `JSON.parse` takes any, but what comes
 * after it walks by recursion and dies of a few thousand. RFC 8259, 9: "An implementation may set limits on the maximum depth of nesting."
 */
export const deepestRead = 32;

/**
 * Reads JSON, and takes out of it what nothing can be done with: what lies deeper than `deepestRead` is `null`, so that it costs the field
 * and not the message; and half a character that was escaped (`"\ud83d"`), which UTF-8 cannot carry and no table and no topic takes, is
 * U+FFFD.
 */
export function readJson(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    const asIs = !/\\ud[89a-f]/i.test(text) && brokenBound(text, { levels: deepestRead }) === undefined;
    return { ok: true, value: asIs ? value : readable(value, 1) };
  } catch {
    return { ok: false };
  }
}

function readable(value: unknown, level: number): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (typeof value !== "object" || value === null) return value;
  if (level > deepestRead) return null;
  if (Array.isArray(value)) return value.map((element) => readable(element, level + 1));
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [wellFormed(key), readable(child, level + 1)]));
}
