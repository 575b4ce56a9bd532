// Describes, field by field, what may be stored of an event. Fields that are not listed are not stored: a list of sensitive fields would
// never be complete, because the sender chooses the names of its fields.

/** Describes what may be stored of a value. */
export type Kept =
  | { readonly kind: "text"; keeps(text: string): boolean }
  | { readonly kind: "number"; keeps(value: number): boolean }
  | { readonly kind: "flag" }
  /** The field's name may be shown, its value not. */
  | { readonly kind: "hidden" }
  /** Fields by name; `caseless` for HTTP headers. */
  | { readonly kind: "fields"; readonly fields: Readonly<Record<string, Kept>>; readonly caseless: boolean }
  | { readonly kind: "list"; readonly item: Kept }
  /** A text that holds JSON, or the value itself. */
  | { readonly kind: "json"; readonly inner: Kept }
  /** DynamoDB's form of an item: `{field: {S: "..."}}`. */
  | { readonly kind: "image"; readonly fields: Readonly<Record<string, Kept>> };

/** A text of at most 256 characters in a form. @param pattern from its beginning to its end */
export const text = (pattern: RegExp): Kept => ({
  kind: "text",
  keeps: (value) => value.length <= 256 && pattern.test(value),
});

/** Nothing but the field's name. */
export const hidden: Kept = { kind: "hidden" };

export const flag: Kept = { kind: "flag" };

/** Ids that a service makes. */
export const uuid = text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/** An id from outside in the agreed form, which keys, log lines and alerts contain unchanged. */
export const token = text(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/);

/** Digits, such as a sequence number of a stream, a count or a time in milliseconds. */
export const digits = text(/^\d{1,40}$/);

/** ISO 8601 with its zone. */
export const time = text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/i);

/** ISO 4217. */
export const currency = text(/^[A-Z]{3}$/);

export const arn = text(/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w./:$*-]+$/);

/** A region, a service or a source, such as `aws:sqs`. */
export const service = text(/^[a-z]+([.:-][a-z0-9]+)*$/);

export const traceHeader = text(/^Root=[\w-]+(;[A-Za-z]+=[\w:-]+)*$/);

/** A media type with its parameters. */
export const mediaType = text(/^[a-z]+\/[a-z0-9.+-]+(; ?[a-z]+=[\w-]+)*$/i);

/** A route of an API with its parameters' names, such as `/orders/{orderId}`. */
export const route = text(/^(\/[a-z]+|\/\{[A-Za-z]+\})+$/);

/** One of some words. */
export function oneOf(...words: readonly string[]): Kept {
  return { kind: "text", keeps: (value) => words.includes(value) };
}

/** A whole number from 0 to a million: a count, a version, a size. */
export const count: Kept = {
  kind: "number",
  keeps: (value) => Number.isInteger(value) && value >= 0 && value <= 1_000_000,
};

/** Seconds or milliseconds since 1970, between 2001 and 2286. */
export const epoch: Kept = {
  kind: "number",
  keeps: (value) => (value >= 1e9 && value < 1e10) || (value >= 1e12 && value < 1e13),
};

export function fields(known: Readonly<Record<string, Kept>>): Kept {
  return { kind: "fields", fields: known, caseless: false };
}

/** Fields whose names may come in any case. @param known names in lower case */
export function headers(known: Readonly<Record<string, Kept>>): Kept {
  return { kind: "fields", fields: known, caseless: true };
}

export function list(item: Kept): Kept {
  return { kind: "list", item };
}

export function json(inner: Kept): Kept {
  return { kind: "json", inner };
}

export function image(known: Readonly<Record<string, Kept>>): Kept {
  return { kind: "image", fields: known };
}
