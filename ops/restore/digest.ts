import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as DynamoDB writes it down. */
export type RawItem = Readonly<Record<string, AttributeValue>>;

/** Attributes by which the shop's items say how new they are, the first that an item has. Each grows with every write. */
const revisions = ["version", "updatedAt", "timestamp", "at"] as const;

/** What a comparison keeps of an item: some hundred bytes, whatever the item's size. */
export interface Trace {
  readonly digest: string;
  /** How new the item is; undefined where it does not say. */
  readonly revision: Revision | undefined;
  /** Epoch second at which DynamoDB removes it; undefined where it stays. */
  readonly expiresAt: number | undefined;
}

interface Revision {
  readonly attribute: (typeof revisions)[number];
  readonly value: string;
}

/** @param ttlAttribute attribute of the table's expiry. Default: items stay */
export function traceOf(item: RawItem, ttlAttribute?: string): Trace {
  const expiry = ttlAttribute === undefined ? undefined : item[ttlAttribute]?.N;
  return {
    digest: createHash("sha256")
      .update(JSON.stringify(canonical({ M: item })))
      .digest("base64"),
    revision: revisionOf(item),
    expiresAt: expiry === undefined ? undefined : Number(expiry),
  };
}

function revisionOf(item: RawItem): Revision | undefined {
  for (const attribute of revisions) {
    const value = item[attribute]?.N ?? item[attribute]?.S;
    if (value !== undefined) return { attribute, value };
  }
  return undefined;
}

/** Whether one item is of a later write than another, by what both say of themselves; undefined when they do not. */
export function isNewer(one: Trace, other: Trace): boolean | undefined {
  const [a, b] = [one.revision, other.revision];
  if (a === undefined || b === undefined || a.attribute !== b.attribute) return undefined;
  return a.attribute === "version" ? Number(a.value) > Number(b.value) : a.value > b.value;
}

/** Text of an item's key, the same for the same key. */
export function keyText(item: RawItem, keys: readonly string[]): string {
  return keys.map((key) => item[key]?.S ?? item[key]?.N ?? JSON.stringify(canonical(item[key] ?? {}))).join(" / ");
}

/** The same value for the same content: maps and sets have no order. */
function canonical(value: object): unknown {
  const [[type, content] = []] = Object.entries(value);
  if (type === "M")
    return Object.entries(content as Record<string, object>)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]);
  if (type === "L") return (content as object[]).map(canonical);
  if (type === "SS" || type === "NS") return { [type]: (content as string[]).toSorted() };
  if (type === "BS") return { BS: (content as Uint8Array[]).map(base64).toSorted() };
  if (type === "B") return { B: base64(content as Uint8Array) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
