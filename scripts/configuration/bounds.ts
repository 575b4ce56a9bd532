// Describes a setting's allowed values from its schema.
import * as z from "zod";

/** A value that no file can contain: every schema rejects it, with the bound in the message. */
const noValue = Symbol("no value");

/** The bound without "must be": `a whole number between 1 and 60`. For a list, with the bound of its items. */
export function boundOf(schema: z.ZodType): string {
  const bound = messageOf(schema, noValue);
  const inner = bare(schema);
  if (!(inner instanceof z.ZodArray) || !(inner.element instanceof z.ZodType)) return bound;
  const item = bare(inner.element);
  return item instanceof z.ZodObject ? `${bound}, each an object` : `${bound}, each ${boundOf(inner.element)}`;
}

function messageOf(schema: z.ZodType, value: unknown): string {
  const message = schema.safeParse(value).error?.issues[0]?.message;
  if (message === undefined) throw new Error("a schema takes everything");
  return message.replace(/^must be /, "");
}

/** The inner schema, without the wrappers for optional values, defaults and JSON. */
export function bare(schema: z.ZodType): z.ZodType {
  const inner: unknown =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
      ? schema.def.innerType
      : schema instanceof z.ZodPipe
        ? schema.def.out
        : undefined;
  return inner instanceof z.ZodType ? bare(inner) : schema;
}

/** Type of the value, in a word or two. */
export function kindOf(schema: z.ZodType): string {
  const inner = bare(schema);
  if (inner instanceof z.ZodNumber) return "number";
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodArray) return "list";
  if (inner instanceof z.ZodObject) return "object";
  if (inner instanceof z.ZodLiteral) return "number";
  return "text";
}

/** Members of an object, or of the objects in a list; undefined for anything else. */
export function membersOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const inner = bare(schema);
  if (inner instanceof z.ZodArray) return inner.element instanceof z.ZodType ? membersOf(inner.element) : undefined;
  if (!(inner instanceof z.ZodObject)) return undefined;
  return Object.fromEntries(
    Object.entries(inner.shape).flatMap(([name, member]) => (member instanceof z.ZodType ? [[name, member]] : [])),
  );
}

/** The default: as JSON, `none`, or that a value is required. */
export function defaultOf(schema: z.ZodType): string {
  const result = schema.safeParse(undefined);
  if (!result.success) return "none: it must be set";
  return result.data === undefined ? "none" : `\`${JSON.stringify(result.data)}\``;
}
