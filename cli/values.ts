// Parsers for option values, so that every command reads a kind of value in the same way.
import * as z from "zod";
import { readMoment as readDateTime, readDay } from "../functions/contracts/fields/date-time";

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A moment as the user writes it: a time before now (`90s`, `30m`, `2h`, `7d`), or an RFC 3339 date or time (`2026-03-01`,
 * `2026-03-01T10:00:00Z`). Undefined for anything else, such as 30 February.
 */
export function readMoment(text: string, now: Date): Date | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined && (unit === "s" || unit === "m" || unit === "h" || unit === "d")) {
    return new Date(now.getTime() - Number(amount) * units[unit]);
  }
  return readDay(text) ?? readDateTime(text);
}

/** An option whose value is a moment. */
export const momentOption = z.string().transform((text, context) => {
  const moment = readMoment(text, new Date());
  if (moment !== undefined) return moment;
  context.addIssue({
    code: "custom",
    message: `must be a time back such as 90s, 30m, 2h or 7d, or a time such as 2026-03-01T10:00:00Z, '${text}' given`,
  });
  return z.NEVER;
});

/** An option that names a stack. */
export const stackOption = z
  .string()
  .regex(/^[\w.-]{1,100}$/, "must be the name of a stack: 1 to 100 letters, digits, dots or dashes");

/** An option whose value is a whole number. */
export function countOption(lowest: number, highest: number) {
  return z.string().transform((text, context) => {
    const count = readCount(text, lowest, highest);
    if (count !== undefined) return count;
    context.addIssue({
      code: "custom",
      message: `must be a whole number from ${lowest} to ${highest}, '${text}' given`,
    });
    return z.NEVER;
  });
}

/** A whole number within bounds; undefined for anything else. */
export function readCount(text: string, lowest: number, highest: number): number | undefined {
  const count = Number(text);
  return /^\d+$/.test(text) && count >= lowest && count <= highest ? count : undefined;
}
