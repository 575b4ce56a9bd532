import { NumberValue } from "@aws-sdk/lib-dynamodb";

/** A number read from a table: a safe integer, or another number as its digits. */
export type TableNumber = number | NumberValue;

/** A number for DynamoDB from its decimal text, with no float in between. At most 38 digits, DynamoDB's limit. */
export function decimal(text: string): NumberValue {
  return NumberValue.from(text);
}

/** Reads a DynamoDB number: safe integers as numbers, which represent them exactly; others as their digits. */
export function readNumber(text: string): TableNumber {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : NumberValue.from(text);
}

/**
 * The decimal string of a number from a table.
 *
 * @throws TypeError for anything that is not an exact number
 */
export function decimalText(value: unknown): string {
  if (value instanceof NumberValue) return value.toString();
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  throw new TypeError("A decimal from the table must be an exact number");
}
