import { isRecord } from "../../values/is-record";
// Values inside resources by path: through lists, objects, and JSON strings.

/** A copy of `target` with the value at the path; JSON strings on the way are parsed and written again. */
export function put(target: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof target === "string") return JSON.stringify(put(JSON.parse(target), path, value));
  if (Array.isArray(target)) {
    const next = rest.length === 0 ? value : put(target[Number(key)], rest, value);
    return next === undefined ? target.toSpliced(Number(key), 1) : target.with(Number(key), next);
  }
  const { [key]: now, ...others } = isRecord(target) ? target : {};
  const next = rest.length === 0 ? value : put(now, rest, value);
  return next === undefined ? others : { ...(isRecord(target) ? target : {}), [key]: next };
}

/** A value without parts, and its path. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every value without parts inside `value`, at any depth; JSON strings that hold objects are searched as well. */
export function leaves(value: unknown, path: readonly (string | number)[] = []): readonly Leaf[] {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  if (Array.isArray(parsed)) return parsed.flatMap((item: unknown, index) => leaves(item, [...path, index]));
  if (isRecord(parsed)) return Object.entries(parsed).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [{ path, value }];
}

/** The object or list in a JSON string; for any other string, the string itself. */
export function parsedJson(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a metric filter's pattern may look like JSON without being JSON
  }
}
