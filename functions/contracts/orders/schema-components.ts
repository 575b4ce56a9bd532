import * as z from "zod";
import { isRecord } from "../../../values/is-record";
import {
  addressSchema,
  orderLineSchema,
  orderPageSchema,
  orderRequestSchema,
  orderSchema,
  problemIssueSchema,
  problemSchema,
  statusRequestSchema,
} from "./schemas";

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };
export type JsonObject = { readonly [field: string]: Json };

/** Names in `components/schemas`, which become API Gateway's models: letters and digits only. */
const named = {
  OrderRequest: orderRequestSchema,
  OrderLine: orderLineSchema,
  Address: addressSchema,
  StatusRequest: statusRequestSchema,
  Order: orderSchema,
  OrderPage: orderPageSchema,
  Problem: problemSchema,
  ProblemIssue: problemIssueSchema,
} as const;

export type SchemaName = keyof typeof named;

/** Keywords of JSON Schema that API Gateway's models know (draft 4) and that mean the same in OpenAPI 3.0. */
const supported = new Set([
  "$ref",
  "additionalProperties",
  "description",
  "enum",
  "format",
  "items",
  "maxItems",
  "maxLength",
  "maximum",
  "minItems",
  "minLength",
  "minimum",
  "pattern",
  "properties",
  "required",
  "type",
]);

/**
 * The schemas of the API as `components/schemas`, made from the zod schemas that the handlers use.
 *
 * @throws Error when a schema needs a keyword that API Gateway does not support, and would drop silently
 */
export function schemaComponents(): Record<SchemaName, JsonObject> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { target: "openapi-3.0", io: "input", uri: reference });
  const plain: Record<string, Json> = JSON.parse(JSON.stringify(schemas));
  const entry = <N extends SchemaName>(name: N): JsonObject => simplified(plain[name], name);
  return {
    OrderRequest: entry("OrderRequest"),
    OrderLine: entry("OrderLine"),
    Address: entry("Address"),
    StatusRequest: entry("StatusRequest"),
    Order: entry("Order"),
    OrderPage: entry("OrderPage"),
    Problem: entry("Problem"),
    ProblemIssue: entry("ProblemIssue"),
  };
}

/** Path of a schema in the document. */
export function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

function simplified(schema: Json | undefined, where: string): JsonObject {
  if (!isRecord(schema)) throw new Error(`The schema ${where} is not an object`);
  // zod wraps an optional reference so that other keywords may stand beside it; these schemas have none.
  const only: Json | undefined = Array.isArray(schema.allOf) && schema.allOf.length === 1 ? schema.allOf[0] : undefined;
  if (isRecord(only)) return simplified(only, where);
  const fields = Object.entries(schema).filter(([keyword]) => keyword !== "$id");
  const unsupported = fields.find(([keyword]) => !supported.has(keyword));
  if (unsupported !== undefined)
    throw new Error(`The schema ${where} needs '${unsupported[0]}', unknown to API Gateway`);
  return Object.fromEntries(fields.map(([keyword, value]) => [keyword, simplifiedKeyword(keyword, value, where)]));
}

function simplifiedKeyword(keyword: string, value: Json, where: string): Json {
  if (keyword === "items") return simplified(value, `${where}[]`);
  if (keyword !== "properties" || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, simplified(child, `${where}.${name}`)]),
  );
}
