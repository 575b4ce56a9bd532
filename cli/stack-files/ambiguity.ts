import { parse } from "yaml";
import { type Resolved, scalarText } from "./scalar";

/** Why an unquoted value is rejected. */
export interface Ambiguity {
  /** As written in the file. */
  readonly written: string;
  /** What it means to each reader that differs from Pulumi. */
  readonly readings: readonly string[];
}

/**
 * Whether an unquoted value may mean different things: YAML 1.1 or 1.2 reads it differently from Pulumi (`0500`, `1_000`, `yes`, `12:30`,
 * `2001-12-14`), or Pulumi converts it to a number that is written differently (`1.10`, `+5`, `0x1F4`, `007`).
 *
 * @returns undefined when all readers agree
 */
export function ambiguityOf(written: string, { kind, value }: Resolved): Ambiguity | undefined {
  const own = scalarText(value);
  const others = (["1.1", "1.2"] as const).flatMap((version) => {
    const read = textIn(version, written);
    return read === own ? [] : [`YAML ${version} reads ${shown(read)}`];
  });
  const changed = (kind === "integer" || kind === "float") && own !== written;
  if (others.length === 0 && !changed) return undefined;
  return { written, readings: [`Pulumi reads ${shown(own)}`, ...others] };
}

function shown(text: string): string {
  return text === "" ? "nothing" : text;
}

function textIn(version: "1.1" | "1.2", written: string): string {
  const value: unknown = parse(written, { version, intAsBigInt: true });
  if (value instanceof Date) return `the moment ${value.toISOString()}`;
  return value === null || value === undefined ? "" : String(value);
}
