import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { NumberValue } from "@aws-sdk/lib-dynamodb";

/**
 * The fields of an item in DynamoDB's own form, as the document client makes it of JSON values and decimals: undefined fields are left out.
 *
 * @throws TypeError for what is neither a JSON value nor a decimal
 */
export function attributesOf(item: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) attributes[name] = attributeOf(value);
  }
  return attributes;
}

function attributeOf(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" && Number.isSafeInteger(value)) return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof NumberValue) return value.toAttributeValue();
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  if (isPlain(value)) return { M: attributesOf(value) };
  throw new TypeError(
    `An item holds text, whole numbers, decimals, truth values, lists and objects, not ${typeof value}`,
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
