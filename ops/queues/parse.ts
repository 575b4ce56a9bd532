import { isRecord } from "../../values/is-record";
// Reads values of unknown form.

/** Ids may be shown; anything else could be text of a person. */
export const idPattern = /^[\w.:-]{1,128}$/;

/** An object, or the object that a text holds as JSON; else undefined. */
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

/** A text, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
