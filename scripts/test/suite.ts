import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff } from "node:util";
import * as z from "zod";
import type { Failure, TaskResult } from "./result";
import { type Finished, runNode } from "./spawn";

/** The part of mocha's JSON report that is used. */
const reportSchema = z.object({
  stats: z.object({ passes: z.int(), failures: z.int(), pending: z.int() }),
  pending: z.array(z.object({ fullTitle: z.string() })),
  failures: z.array(
    z.object({
      fullTitle: z.string(),
      err: z.object({
        message: z.string().optional(),
        stack: z.string().optional(),
        expected: z.string().optional().catch(undefined),
        actual: z.string().optional().catch(undefined),
      }),
    }),
  ),
});
type Report = z.infer<typeof reportSchema>;

/** A bound for a test that hangs, and for nothing else: a machine may be ten times as slow as another. In milliseconds. */
const hangMs = 900_000;

/**
 * Runs the mocha tests under `paths` (files or folders) in one process.
 *
 * Counts come from mocha's own report. A run without a report (a crash, a file that does not load) is one failure, and so are a run without
 * tests and a skipped test: a test that did not run must not look like a pass.
 */
export async function runSuite(paths: readonly string[]): Promise<TaskResult> {
  const folder = await mkdtemp(join(tmpdir(), "backoffice-test-"));
  const file = join(folder, "report.json");
  try {
    const finished = await runNode([
      ...["--require", "tsx/cjs", "--enable-source-maps", "node_modules/mocha/bin/mocha.js"],
      ...["--reporter", "json", "--reporter-option", `output=${file}`, "--recursive", "--extension", "test.ts"],
      ...["--forbid-only", "--exit", "--timeout", `${hangMs}`, ...paths],
    ]);
    const report = await readReport(file);
    return report === undefined ? crashed(paths, finished) : summarize(paths, report, finished);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string): Promise<Report | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : reportSchema.parse(JSON.parse(text));
}

function summarize(paths: readonly string[], report: Report, finished: Finished): TaskResult {
  const failures: Failure[] = [
    ...report.failures.map(({ fullTitle, err }) => ({
      title: fullTitle,
      detail: `${err.stack ?? err.message ?? ""}${difference(err.expected, err.actual)}`,
    })),
    ...report.pending.map(({ fullTitle }) => ({
      title: fullTitle,
      detail: "skipped, and a skipped test proves nothing",
    })),
  ];
  if (report.stats.passes === 0 && failures.length === 0) {
    failures.push({ title: `no test found in ${paths.join(", ")}`, detail: finished.output });
  }
  if (finished.code !== 0 && failures.length === 0) return crashed(paths, finished);
  return { passed: report.stats.passes, failures };
}

/** Missing lines (-) and extra lines (+), where the assertion compared two values. */
function difference(expected: string | undefined, actual: string | undefined): string {
  if (expected === undefined || actual === undefined) return "";
  const marks = { "-1": "-", "0": " ", "1": "+" } as const;
  return diff(actual.split("\n"), expected.split("\n"))
    .filter(([operation]) => operation !== 0)
    .map(([operation, line]) => `\n    ${marks[`${operation}`]} ${line}`)
    .join("");
}

function crashed(paths: readonly string[], { code, output }: Finished): TaskResult {
  const title = `mocha on ${paths.join(", ")} ended with ${code} and without a report`;
  return { passed: 0, failures: [{ title, detail: output }] };
}
