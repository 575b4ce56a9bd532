// The texts of an event that may not be stored, and that an error message must therefore not quote.
import type { Kept } from "./kept";
import { entriesOf, opened, unwrapped } from "./values";

/** Most characters that are searched. If an event has more, no error text that could quote it is stored. */
export const heldLimit = 2_097_152;

const deepest = 64;
const mostValues = 200_000;

/** The strings, numbers and unknown field names of an event that may not be stored; undefined when there are too many to search. */
export function heldTexts(event: unknown, kept: Kept): readonly string[] | undefined {
  const texts: string[] = [];
  const seen = new WeakSet<object>();
  let room = heldLimit;
  let values = mostValues;

  const add = (text: string): boolean => {
    room -= text.length;
    texts.push(text);
    return room >= 0;
  };

  /** False: there is too much. */
  function visit(value: unknown, as: Kept, depth: number): boolean {
    if (depth === 0 || --values < 0) return false;
    if (value === null || value === undefined || typeof value === "boolean") return true;
    if (typeof value === "string") return visitText(value, as, depth);
    if (typeof value === "number") return (as.kind === "number" && as.keeps(value)) || add(String(value));
    if (typeof value !== "object") return typeof value === "bigint" ? add(String(value)) : true;
    if (seen.has(value)) return true;
    seen.add(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true;
    if (value instanceof Date) return true;
    const inner = as.kind === "json" ? as.inner : as;
    return entriesOf(value).every(([key, child]) => {
      const known = childOf(inner, key, Array.isArray(value));
      if (known !== undefined) return visit(inner.kind === "image" ? unwrapped(child) : child, known, depth - 1);
      return (Array.isArray(value) || add(key)) && visit(child, { kind: "hidden" }, depth - 1);
    });
  }

  function visitText(text: string, as: Kept, depth: number): boolean {
    if (as.kind === "text" && as.keeps(text)) return true;
    if (as.kind === "json") {
      const inner = opened(text);
      if (inner !== undefined) return visit(inner, as.inner, depth - 1);
    }
    return add(text);
  }

  return visit(event, kept, deepest) ? texts : undefined;
}

/** How a child may be stored; undefined when it is not described. */
export function childOf(kept: Kept, key: string, inList: boolean): Kept | undefined {
  if (inList) return kept.kind === "list" ? kept.item : kept.kind === "hidden" ? kept : undefined;
  if (kept.kind !== "fields" && kept.kind !== "image") return undefined;
  const name = kept.kind === "fields" && kept.caseless ? key.toLowerCase() : key;
  return Object.hasOwn(kept.fields, name) ? kept.fields[name] : undefined;
}
