// How drills ended last on this machine, for people who look at them later.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { runFolder, writeWhole } from "../../ops/stack/folder";
import type { DrillResult } from "./result";

const verdictsSchema = z.record(
  z.string(),
  z.strictObject({
    /** When it began, ISO 8601 in UTC. */
    at: z.string(),
    verdict: z.enum(["held", "failed", "refused"]),
    problems: z.array(z.string()),
    seconds: z.number(),
  }),
);

/** By name of the drill. */
export type Verdicts = Readonly<z.infer<typeof verdictsSchema>>;

const fileOf = (folder: string) => join(folder, "drill-verdicts.json");

/** None where no drill has run yet, or where the file cannot be read: the next drill writes it anew. */
export function readVerdicts(folder = runFolder): Verdicts {
  try {
    return verdictsSchema.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
  } catch {
    return {};
  }
}

/** Notes how drills ended; those of other drills stay. */
export function noteVerdicts(
  results: readonly Pick<DrillResult, "name" | "at" | "verdict" | "problems" | "seconds">[],
  folder = runFolder,
): void {
  const noted = results.map(
    ({ name, at, verdict, problems, seconds }) => [name, { at, verdict, problems, seconds }] as const,
  );
  writeWhole(fileOf(folder), JSON.stringify({ ...readVerdicts(folder), ...Object.fromEntries(noted) }, null, 2));
}
