// Time zones by their IANA names, as the runtime's own tables have them.
import * as z from "zod";

/** `Area/Place`, or a name without a place, such as `UTC`; an offset such as `+01:00` knows no summer. */
const form = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Whether a text names a time zone of the IANA data base, such as `Europe/Vienna`, in the runtime's version of it. */
export function isTimeZone(text: string): boolean {
  if (!form.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Such a name as a zod type. */
export function timeZoneType() {
  const error = "must be the IANA name of a time zone, such as Europe/Vienna";
  return z.string({ error }).refine(isTimeZone, { error });
}
