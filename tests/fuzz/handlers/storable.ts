// What DynamoDB refuses. Source: AWS, "Supported data types and naming rules in Amazon DynamoDB" and "Quotas in Amazon DynamoDB".
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

/** Bytes of an item, names and values. */
const largestItem = 400 * 1024;
const deepest = 32;

/** Why DynamoDB would not take an item; undefined when it would. */
export function refusalOf(item: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined {
  let attributes: Record<string, AttributeValue>;
  try {
    attributes = marshall(item, { removeUndefinedValues: true });
  } catch (error) {
    return `cannot be written as an item: ${String(error)}`;
  }
  if (Buffer.byteLength(JSON.stringify(attributes)) > largestItem) return "is too large";
  for (const key of keys) {
    const text = attributes[key]?.S;
    if (text === undefined || text === "") return `has no ${key}`;
    if (Buffer.byteLength(text) > 1024) return `has a ${key} that is too long`;
  }
  return refusedValue({ M: attributes }, 0);
}

function refusedValue(value: AttributeValue, depth: number): string | undefined {
  if (depth > deepest) return "is nested too deep";
  if (value.N !== undefined) return refusedNumber(value.N);
  if (value.S !== undefined) return value.S.isWellFormed() ? undefined : "holds half a character";
  const children = value.M === undefined ? value.L : Object.values(value.M);
  return children?.map((child) => refusedValue(child, depth + 1)).find((refusal) => refusal !== undefined);
}

function refusedNumber(text: string): string | undefined {
  const size = Math.abs(Number(text));
  const digits = text
    .replace(/e.*$/i, "")
    .replace(/[^0-9]/g, "")
    .replace(/^0+|0+$/g, "");
  return digits.length > 38 || size > 9.99e125 || (size !== 0 && size < 1e-130)
    ? `holds the number ${text}`
    : undefined;
}
