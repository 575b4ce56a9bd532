import { parse } from "yaml";
import { type Resolved, scalarText } from "./scalar";

/** Why a value without quotes is refused. */
export interface Ambiguity {
  /** As it stands in the file. */
  readonly written: string;
  /** What it is to whom, without those who agree with Pulumi. */
  readonly readings: readonly string[];
}

/**
 * Whether people and programs could take a value without quotes for different things: YAML 1.1 or 1.2 reads it otherwise than Pulumi (`0500`,
 * `1_000`, `yes`, `12:30`, `2001-12-14`), or Pulumi turns it into a number that is written differently (`1.10`, `+5`, `0x1F4`, `007`).
 *
 * @returns undefined when all agree
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
