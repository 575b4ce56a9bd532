import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { terminalWidth } from "../../cli/width";
import { toJson } from "./json";
import type { RunReport } from "./model";
import { renderReport } from "./text";

/**
 * Prints the report, and writes it as JSON if requested.
 *
 * @param file path; its folder is created. The file is written completely or not at all
 */
export async function writeReport(report: RunReport, file: string | undefined): Promise<void> {
  console.log(renderReport(report, terminalWidth()));
  if (file === undefined) return;
  const target = resolve(file);
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(toJson(report), null, 2)}\n`);
  await rename(draft, target);
  console.log(`The report as JSON: ${target}\n`);
}
