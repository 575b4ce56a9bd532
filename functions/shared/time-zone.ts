// Time zones by their IANA names, as the runtime's own tables have them.
import * as z from "zod";

/** `Area/Place`, or a name such as `UTC`. An offset such as `+01:00` is rejected, because it has no daylight saving time. */
const form = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Whether a string is a time zone of the IANA database, such as `Europe/Vienna`, in the runtime's version of it. */
export function isTimeZone(text: string): boolean {
  if (!form.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A time zone's name as a zod type. */
export function timeZoneType() {
  const error = "must be the IANA name of a time zone, such as Europe/Vienna";
  return z.string({ error }).refine(isTimeZone, { error });
}
