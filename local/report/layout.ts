/** A title with a line under it. */
export function heading(text: string): string {
  return `${text}\n${"-".repeat(text.length)}`;
}
