import { isNewer, keyText, type RawItem, type Trace, traceOf } from "./digest";

/** What a table has, and what its copy of an earlier time has. */
export interface Comparison {
  /** Items that are alike. */
  readonly same: number;
  /** Items that only the table has: written since. */
  readonly added: number;
  /** Keys of items that only the copy has. */
  readonly missing: readonly RawItem[];
  /** As `missing`, but their time was over: DynamoDB removed them, and would again. */
  readonly expired: number;
  /** Keys of items that differ, though the table's says of itself that it was not written later than the copy's. */
  readonly damaged: readonly RawItem[];
  /** Keys of items that differ because of a later write, by what they say of themselves: it would be lost. */
  readonly newer: readonly RawItem[];
  /** Keys of items that differ and do not say how new they are. */
  readonly unclear: readonly RawItem[];
}

/** How a table's items are told apart. */
export interface TableShape {
  /** Attributes of the key, the partition's first. */
  readonly keys: readonly string[];
  /** Attribute of the expiry. Default: items stay. */
  readonly ttlAttribute?: string;
}

/**
 * Compares a table with its copy, item by item. Keeps some hundred bytes of each item of the copy.
 *
 * @param now epoch second
 */
export async function compare(
  table: AsyncIterable<RawItem>,
  copy: AsyncIterable<RawItem>,
  { keys, ttlAttribute }: TableShape,
  now: number,
): Promise<Comparison> {
  const keyOf = (item: RawItem): RawItem =>
    Object.fromEntries(keys.flatMap((key) => (item[key] === undefined ? [] : [[key, item[key]]])));
  const before = new Map<string, Trace & { readonly key: RawItem }>();
  for await (const item of copy) before.set(keyText(item, keys), { ...traceOf(item, ttlAttribute), key: keyOf(item) });
  const found = { same: 0, added: 0 };
  const differing: Record<"damaged" | "newer" | "unclear", RawItem[]> = { damaged: [], newer: [], unclear: [] };
  for await (const item of table) {
    const text = keyText(item, keys);
    const was = before.get(text);
    before.delete(text);
    if (was === undefined) found.added += 1;
    else {
      const is = traceOf(item, ttlAttribute);
      if (is.digest === was.digest) found.same += 1;
      else differing[kindOf(is, was)].push(was.key);
    }
  }
  const gone = [...before.values()];
  const missing = gone.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  return {
    ...found,
    ...differing,
    missing: missing.map(({ key }) => key),
    expired: gone.length - missing.length,
  };
}

function kindOf(is: Trace, was: Trace): "damaged" | "newer" | "unclear" {
  const newer = isNewer(is, was);
  // An item that has lost what says how new it is was damaged: the shop's own writes all say it.
  if (newer === undefined) return is.revision === undefined && was.revision !== undefined ? "damaged" : "unclear";
  return newer ? "newer" : "damaged";
}
