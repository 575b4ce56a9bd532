import type { AttributeValue } from "aws-lambda";
import { readNumber, type TableNumber } from "./decimal";

/** A plain value of a stream image, in the same form in which the document client reads items. */
export type ImageValue = string | boolean | null | TableNumber | ImageValue[] | { [field: string]: ImageValue };

/**
 * The plain form of an item in a stream record. Amounts keep their digits, without a conversion to floating point.
 *
 * @throws TypeError for binary values and sets, which no item of this program has
 */
export function readImage(image: Readonly<Record<string, AttributeValue>>): { [field: string]: ImageValue } {
  return Object.fromEntries(Object.entries(image).map(([field, value]) => [field, readValue(value)]));
}

function readValue(value: AttributeValue): ImageValue {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return readNumber(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.L !== undefined) return value.L.map(readValue);
  if (value.M !== undefined) return readImage(value.M);
  throw new TypeError("The item holds a value of a type that no item of ours has");
}
