// Plants values at random places of an event.
import * as fc from "fast-check";
import { childOf } from "../../../functions/shared/redaction/held";
import type { Kept } from "../../../functions/shared/redaction/kept";
import { unwrapped } from "../../../functions/shared/redaction/values";

type Path = readonly string[];

interface DeploymentTarget {
  readonly path: Path;
  /** How what stands there is kept; undefined for a field that nobody knows. */
  readonly kept: Kept | undefined;
}

/** Every place where a value can stand: its leaves, and a field that nobody knows in each object. */
function placesOf(value: unknown, kept: Kept | undefined, path: Path = []): DeploymentTarget[] {
  if (typeof value !== "object" || value === null) return [{ path, kept }];
  const inner = kept?.kind === "json" ? kept.inner : kept;
  const children = Object.entries(value).flatMap(([key, child]) => {
    const known = inner === undefined ? undefined : childOf(inner, key, Array.isArray(value));
    // DynamoDB's `{S: text}` is a leaf; the value goes inside.
    if (inner?.kind === "image" && typeof unwrapped(child) !== "object") {
      return [{ path: [...path, key, "S"], kept: known }];
    }
    return placesOf(child, known, [...path, key]);
  });
  return Array.isArray(value) ? children : [...children, { path: [...path, "extraField"], kept: undefined }];
}

/** Ids that AWS's services make: nobody can put anything there. They stand in log lines, dead letters and alerts as they are; so does the id of EventBridge's envelope. */
const serviceIds = new Set(["messageId", "eventID", "MessageId"]);

/**
 * Plants each of some values at a place of its own.
 *
 * @returns the event, and which of the values lie in it as secrets: not those that a field's contract lets stand
 */
export function plantedAll<T extends { readonly text: string }>(
  event: unknown,
  kept: Kept,
  values: readonly { readonly value: T; readonly written: string; readonly at: { place: number; shape: number } }[],
): { readonly event: unknown; readonly secrets: readonly T[] } {
  // Beside its records a batch has nothing.
  const isBatch = typeof event === "object" && event !== null && "Records" in event;
  const places = placesOf(event, kept).filter(
    ({ path }) =>
      !serviceIds.has(path.at(-1) ?? "") && path.slice(-2).join(".") !== "body.id" && !(isBatch && path.length === 1),
  );
  const secrets: T[] = [];
  let result = event;
  for (const { value, written, at } of values) {
    const [place] = places.splice(at.place % places.length, 1);
    const lying = shapes[at.shape % shapes.length]?.(written);
    if (place === undefined) break;
    if (place.kept?.kind === "text" && typeof lying === "string" && place.kept.keeps(lying)) continue;
    result = withValue(result, place.path, lying);
    secrets.push(value);
  }
  return { event: result, secrets };
}

function withValue(value: unknown, [key, ...rest]: Path, planted: unknown): unknown {
  if (key === undefined) return planted;
  if (Array.isArray(value)) {
    return value.map((child, index) => (String(index) === key ? withValue(child, rest, planted) : child));
  }
  const object = typeof value === "object" && value !== null ? { ...value } : {};
  return { ...object, [key]: withValue(Reflect.get(object, key), rest, planted) };
}

/** Shapes in which a value may lie at its place. */
const shapes: readonly ((value: string) => unknown)[] = [
  (value) => value,
  (value) => ({ inner: value }),
  (value) => [value, { deeper: [value] }],
  (value) => JSON.stringify({ note: value }),
  (value) => JSON.stringify(JSON.stringify([value])),
  (value) => ({ [value]: 1 }),
  (value) => `for ${value} only`,
  (value) => ({ first: value.slice(0, 5), rest: value.slice(5), whole: [...value, value] }),
  (value) => (/^\d{1,15}$/.test(value) ? Number(value) : [[value]]),
  (value) => `${"lorem ipsum ".repeat(300)}${value}${" dolor".repeat(300)}`,
];

/** Picks one of an event's places and a shape. */
export const spot = fc.record({ place: fc.nat(), shape: fc.nat(shapes.length - 1) });

/** The event with a value in it; undefined where the field's contract lets the value stand, since there it is no secret. */
export function planted(event: unknown, kept: Kept, at: { place: number; shape: number }, value: string): unknown {
  const places = placesOf(event, kept);
  const place = places[at.place % places.length];
  const lying = shapes[at.shape]?.(value);
  if (place === undefined) return undefined;
  const leaf = place.kept;
  if (leaf?.kind === "text" && typeof lying === "string" && leaf.keeps(lying)) return undefined;
  return withValue(event, place.path, lying);
}
