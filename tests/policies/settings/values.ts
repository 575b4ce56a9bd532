import * as z from "zod";
import { keys } from "../../../components/config/schema";
import { textsOf } from "./text-values";

/** A value of a setting, as somebody might write it into a stack's file. */
export interface Trial {
  /** Key, and inside objects the path: `alarmThresholds.queueAgeSeconds`. */
  readonly path: string;
  readonly key: keyof typeof keys;
  /** Text, or JSON for anything else: as Pulumi hands it over. */
  readonly raw: string;
}

/** As much of a JSON schema as the settings need. */
interface Shape {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
}

interface Value {
  readonly path: string;
  readonly value: unknown;
}

/**
 * For every setting: both ends of each range and a value between, every member of each enumeration, both flags, and each of these in
 * turn for the members of objects and lists. Texts and lists of texts come from `textsOf`: a schema does not say which are typical.
 *
 * @throws {Error} a setting of which no value is known
 */
export function allTrials(): readonly Trial[] {
  return (Object.keys(keys) as (keyof typeof keys)[]).flatMap((key) => {
    const found = valuesOf(key, z.toJSONSchema(keys[key], { io: "output", unrepresentable: "any" }) as Shape);
    if (found.length === 0) throw new Error(`no value of '${key}' is known: add some to text-values.ts`);
    return found.map(({ path, value }) => ({
      path,
      key,
      raw: typeof value === "string" ? value : JSON.stringify(value),
    }));
  });
}

function valuesOf(path: string, shape: Shape): readonly Value[] {
  const written = textsOf(path);
  if (written !== undefined) return written.map((value) => ({ path, value }));
  if (shape.enum !== undefined) return shape.enum.map((value) => ({ path, value }));
  switch (shape.type) {
    case "boolean":
      return [true, false].map((value) => ({ path, value }));
    case "integer":
    case "number":
      return numbers(shape).map((value) => ({ path, value }));
    case "array":
      return shape.items === undefined
        ? []
        : valuesOf(path, shape.items).map((item) => ({ path: item.path, value: [item.value] }));
    case "object":
      return members(path, shape);
    default:
      return [];
  }
}

function numbers({ type, minimum, maximum, default: usual }: Shape): readonly number[] {
  if (minimum === undefined || maximum === undefined) return [];
  const middle = Math.sqrt(Math.max(minimum, 1) * maximum);
  const typical = typeof usual === "number" ? usual : type === "integer" ? Math.round(middle) : middle;
  return [...new Set([minimum, typical, maximum])];
}

/** An object per value of each member, the others left out where they may be. */
function members(path: string, { properties = {}, required = [] }: Shape): readonly Value[] {
  const needed = Object.fromEntries(
    required.map((name) => [name, textsOf(`${path}.${name}`)?.[0]] as const).filter(([, value]) => value !== undefined),
  );
  return Object.entries(properties).flatMap(([name, shape]) =>
    valuesOf(`${path}.${name}`, shape).map((item) => ({ path: item.path, value: { ...needed, [name]: item.value } })),
  );
}
