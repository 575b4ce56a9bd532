// Parses JSON from outside and removes what later steps cannot process.
import { wellFormed } from "./cut";
import { brokenBound } from "./json-bounds";

/** The value in a JSON string, or that it is not JSON. */
export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/**
 * Deepest nesting of lists and objects that is read; this program's messages have 4 levels, SES's 5. `JSON.parse` accepts any depth, but
 * recursive code after it fails at a few thousand. RFC 8259, 9: "An implementation may set limits on the maximum depth of nesting."
 */
export const deepestRead = 32;

/**
 * Parses JSON and removes what cannot be processed: values deeper than `deepestRead` become `null`, which loses the field but not the
 * message; and an escaped lone surrogate (`"\ud83d"`), which UTF-8 cannot encode and neither tables nor topics accept, becomes U+FFFD.
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
