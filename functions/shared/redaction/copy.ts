// A copy of an event with the fields that may be stored, and type and length of all others.
import { childOf } from "./held";
import type { Kept } from "./kept";
import { looksSecret } from "./secret-shapes";
import { entriesOf, opened, unwrapped } from "./values";

/** How much of an event is copied. */
export interface Detail {
  /** Entries of one list. */
  readonly entries: number;
  /** Levels of nesting. */
  readonly depth: number;
}

/** A value for JSON. The work grows with the described fields, not with the event. */
export function keptCopy(value: unknown, kept: Kept, detail: Detail): unknown {
  if (value === null || value === undefined) return null;
  if (kept.kind === "json") {
    const inner = typeof value === "string" ? opened(value) : value;
    return typeof inner === "object" && inner !== null ? keptCopy(inner, kept.inner, detail) : described(value);
  }
  if (typeof value === "string") {
    return kept.kind === "text" && kept.keeps(value) && !looksSecret(value) ? value : described(value);
  }
  if (typeof value === "number") return kept.kind === "number" && kept.keeps(value) ? value : described(value);
  if (typeof value === "boolean") return kept.kind === "flag" ? value : described(value);
  if (typeof value !== "object" || detail.depth === 0) return described(value);
  const deeper = { ...detail, depth: detail.depth - 1 };
  if (Array.isArray(value)) {
    if (kept.kind !== "list") return described(value);
    const items = value.slice(0, detail.entries).map((item) => keptCopy(item, kept.item, deeper));
    const left = value.length - items.length;
    return left > 0 ? [...items, `[${left} more]`] : items;
  }
  if (kept.kind !== "fields" && kept.kind !== "image") return described(value);
  const all = entriesOf(value);
  const copied = all.flatMap(([key, child]) => {
    const known = childOf(kept, key, false);
    if (known === undefined) return [];
    return [[key, keptCopy(kept.kind === "image" ? unwrapped(child) : child, known, deeper)]];
  });
  const left = all.length - copied.length;
  return Object.fromEntries(left > 0 ? [...copied, ["[other fields]", left]] : copied);
}

/** Type and length. */
function described(value: unknown): string {
  if (typeof value === "string") return `[text of ${value.length}]`;
  if (Array.isArray(value)) return `[list of ${value.length}]`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (typeof value === "object" && value !== null) return `[object of ${Object.keys(value).length}]`;
  return `[${typeof value}]`;
}
