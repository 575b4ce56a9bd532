// Types that make the compiler check that a list of fields is complete. A field that is added to a schema, optional or not, becomes a
// required key of these types, so code that lists the fields does not compile until it handles the new one. Types only.
import type * as z from "zod";

/** The output of a schema, read-only. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: Frozen<T[Field]> }
    : T;

/** Every field of `T`, those that may be absent as well: `{...} satisfies Complete<T>`. */
export type Complete<T> = { readonly [Field in keyof Required<T>]: T[Field] };

/** A zod type for every field of `T`. */
export type FieldTypes<T> = { readonly [Field in keyof Required<T>]: z.ZodType<T[Field]> };
