// Optional fields of messages from outside. If one is invalid, the rest of the message still counts: the
// field is left out and counted. `null` means the same as a field that is not there.
import type * as z from "zod";

/** An optional field that is dropped when it is invalid. */
export function usable<S extends z.ZodType>(schema: S) {
  return schema.optional().catch(undefined);
}

/** Names of the fields that are dropped when they are invalid. */
export function usableFields(schema: z.ZodObject): readonly string[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => (field.def.type === "catch" ? [name] : []));
}

/** Number of optional fields of a message that were given but dropped. @param names optional fields @param read the parsed message */
export function droppedFields(given: unknown, read: object, names: readonly string[]): number {
  if (typeof given !== "object" || given === null) return 0;
  return names.filter((name) => {
    const value: unknown = Reflect.get(given, name);
    return value !== undefined && value !== null && Reflect.get(read, name) === undefined;
  }).length;
}
