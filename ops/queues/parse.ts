import { isRecord } from "../../values/is-record";
// Reads values of unknown form.

/** An id that may be shown; other strings could be personal data. */
export const idPattern = /^[\w.:-]{1,128}$/;

/** An object, or the object in a JSON string; else undefined. */
export function parseObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  let parsed = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return isRecord(parsed) ? parsed : undefined;
}

/** A string, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
