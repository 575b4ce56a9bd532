// What runs of the benchmark measured, kept beside the page that is made of it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";
import { type Figure, ratioOf } from "./statistics";

const values = z.strictObject({
  short: z.string(),
  what: z.string(),
  ours: z.number(),
  control: z.number(),
  controlName: z.string(),
  unit: z.enum(["ms", "µs", "kB", "/s"]),
  ratio: z.number(),
});
const measured = z.union([values.extend({ atMost: z.number() }), values.extend({ atLeast: z.number() })]);

const historySchema = z.array(
  z.strictObject({
    /** UTC. */
    date: z.iso.date(),
    /** Of the sources; `+` behind it: with changes that are not in it. */
    commit: z.string(),
    machine: z.string(),
    figures: z.array(measured),
  }),
);

/** The runs that were kept, oldest first. */
export type History = z.infer<typeof historySchema>;

/** The kept data, relative to the project. */
export const historyFile = "docs/performance.json";

/** @throws {z.ZodError} the file does not hold a history */
export function readHistory(): History {
  const file = join(projectRoot, historyFile);
  return existsSync(file) ? historySchema.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}

export function writeHistory(history: History): void {
  writeFileSync(join(projectRoot, historyFile), `${JSON.stringify(history, null, 2)}\n`);
}

/** A run that has just ended, as it is kept: figures with a short name only, rounded. */
export function keptRun(figures: readonly Figure[], now: Date): History[number] {
  return {
    date: now.toISOString().slice(0, 10),
    commit: commit(),
    machine: machine(),
    figures: figures.flatMap(({ short, ...figure }) =>
      short === undefined
        ? []
        : [
            {
              short,
              ...figure,
              ours: rounded(figure.ours, 1),
              control: rounded(figure.control, 1),
              ratio: rounded(ratioOf(figure), 3),
            },
          ],
    ),
  };
}

function commit(): string {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: projectRoot, encoding: "utf8" }).trim();
  return `${git("rev-parse", "--short=7", "HEAD")}${git("status", "--porcelain") === "" ? "" : "+"}`;
}

/** Processor, cores, memory and Node.js; no name and no folder of the machine. */
function machine(): string {
  const processors = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} x ${processors[0]?.model.trim() ?? process.arch}, ${gib} GiB, ${process.platform}, Node.js ${process.version}`;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
