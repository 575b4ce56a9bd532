// How a list of fields is held complete by the compiler. A field that is added to a schema is a key that these types want, optional or
// not, so whatever names the fields one by one does not compile until somebody decides about the new one. Types only.
import type * as z from "zod";

/** What a schema reads, not to be changed. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: Frozen<T[Field]> }
    : T;

/** Every field of `T`, those that may be absent as well: `{...} satisfies Complete<T>`. */
export type Complete<T> = { readonly [Field in keyof Required<T>]: T[Field] };

/** A zod type for every field of `T`. */
export type FieldTypes<T> = { readonly [Field in keyof Required<T>]: z.ZodType<T[Field]> };
