// Moments as others write them: RFC 3339, the profile of ISO 8601 that the internet uses. https://www.rfc-editor.org/rfc/rfc3339#section-5.6
import * as z from "zod";

const form = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * The moment in an RFC 3339 string; undefined for any other string. `t` and `z` may be in lower case. A leap second becomes the second
 * before it, because JavaScript has no leap seconds. Invalid dates such as February 30 are rejected.
 */
export function readMoment(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second, fraction = "", sign, zoneHours = "0", zoneMinutes = "0"] =
    form.exec(text) ?? [];
  if (year === undefined) return undefined;
  const leap = second === "60";
  const local = `${year}-${month}-${day}T${hour}:${minute}:${leap ? "59" : second}${fraction.slice(0, 4)}Z`;
  const date = new Date(local);
  // JavaScript moves an invalid date to the next month, so a date that prints differently was invalid.
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(local.slice(0, 19))) return undefined;
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return undefined;
  const offset = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  const moment = new Date(date.getTime() - offset);
  if (leap && !moment.toISOString().slice(11).startsWith("23:59:59")) return undefined;
  return moment.getUTCFullYear() >= 1970 && moment.getUTCFullYear() <= 9999 ? moment : undefined;
}

/** The beginning, in UTC, of a day such as `2026-03-01`; undefined when there is none. */
export function readDay(text: string): Date | undefined {
  return text.length === 10 ? readMoment(`${text}T00:00:00Z`) : undefined;
}

/** Whether a text is a moment to the letter as this program writes it. */
export function isWrittenMoment(text: string): boolean {
  return readMoment(text)?.toISOString() === text;
}

/** A moment as `Date.toISOString` writes it, as a zod type that JSON Schema can express: for data that only this program writes. */
export function writtenMomentType() {
  return z.iso.datetime({ precision: 3 });
}

/** A moment since 1970 as a zod type; read as ISO 8601 in UTC with milliseconds, so that strings of equal length sort by time. */
export function momentType() {
  return z.string().transform((text, context) => {
    const moment = readMoment(text);
    if (moment !== undefined) return moment.toISOString();
    context.addIssue({
      code: "custom",
      message: "must be a time since 1970 with its zone, such as 2026-03-01T09:30:00Z",
    });
    return z.NEVER;
  });
}
