/** A day as YYYY-MM-DD, in UTC. Days in this form sort and compare as text. */
export function dayText(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The same day in another year; 1 March for 29 February in a year without it. @param years may be negative */
export function yearsFrom(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return dayText(date);
}

/** The day in a setting's text. @throws {Error} the text is not a day; the error names the setting */
export function readDay(setting: string, text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || dayText(date) !== text)
    throw new Error(`${setting} must be a day as YYYY-MM-DD, '${text}' given`);
  return text;
}
