import { OpenApiError, type Schema } from "./document";

/** Keywords of JSON Schema draft 4, which API Gateway validates, and keywords that are documentation only. */
const draft4 = new Set([
  ...["$ref", "$schema", "id", "type", "enum", "allOf", "anyOf", "oneOf", "not", "definitions"],
  ...["multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"],
  ...["maxLength", "minLength", "pattern", "format"],
  ...["items", "additionalItems", "maxItems", "minItems", "uniqueItems"],
  ...[
    "maxProperties",
    "minProperties",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "dependencies",
  ],
]);
const annotations = new Set([
  ...[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
  ],
]);

const schemaMaps = ["properties", "patternProperties", "definitions"];
const schemaLists = ["allOf", "anyOf", "oneOf"];

/** Address of a model inside API Gateway, which is how one model refers to another. */
export type ModelAddress = (model: string) => string;

/**
 * A schema as a model of API Gateway: references to `#/components/schemas/X` become the URL of model X.
 *
 * @param where path in the document, for errors
 * @throws {OpenApiError} a keyword is not in JSON Schema draft 4: the gateway would ignore it
 */
export function modelSchema(schema: Schema, address: ModelAddress, where: string): Schema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !annotations.has(keyword) && !keyword.startsWith("x-"))
      .map(([keyword, value]) => {
        if (!draft4.has(keyword))
          throw new OpenApiError(where, `"${keyword}" is not in JSON Schema draft 4, which API Gateway uses`);
        if (keyword.startsWith("exclusive") && typeof value !== "boolean") {
          throw new OpenApiError(
            where,
            `"${keyword}" must be true or false in JSON Schema draft 4, which API Gateway uses`,
          );
        }
        return [keyword, convert(keyword, value, address, `${where}.${keyword}`)];
      }),
  );
}

function convert(keyword: string, value: unknown, address: ModelAddress, where: string): unknown {
  if (keyword === "$ref") return address(modelName(String(value), where));
  if (schemaMaps.includes(keyword) && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, nested(item, address, `${where}.${name}`)]),
    );
  }
  if (schemaLists.includes(keyword) && Array.isArray(value)) {
    return value.map((item, index) => nested(item, address, `${where}[${index}]`));
  }
  if (["items", "not", "additionalProperties", "additionalItems"].includes(keyword)) {
    return Array.isArray(value) ? value.map((item) => nested(item, address, where)) : nested(value, address, where);
  }
  return value;
}

function nested(value: unknown, address: ModelAddress, where: string): unknown {
  return isSchema(value) ? modelSchema(value, address, where) : value;
}

/** Names of all models that a schema refers to, directly. */
export function referredModels(schema: unknown, where: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => referredModels(item, where));
  if (!isSchema(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === "$ref" && typeof value === "string" ? [modelName(value, where)] : referredModels(value, where),
  );
}

/** @throws {OpenApiError} for a reference to anything but a component schema */
export function modelName(reference: string, where: string): string {
  const name = /^#\/components\/schemas\/([A-Za-z0-9]+)$/.exec(reference)?.[1];
  if (name === undefined) {
    throw new OpenApiError(
      where,
      `"${reference}" must be #/components/schemas/NAME, with a name of letters and digits`,
    );
  }
  return name;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
