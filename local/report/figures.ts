import Table from "cli-table3";
import type { PipelineReport } from "./model";

const titles = ["pipeline", "sent", "seen", "lost", "duplicated", "dead letters", "seconds", "expectations"] as const;

/** The figures of all pipelines in a box, or as a list of pipelines where the box is wider than the terminal. */
export function box(pipelines: readonly PipelineReport[], width: number): string {
  const table = new Table({
    head: [...titles],
    colAligns: ["left", "right", "right", "right", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  const rows = pipelines.map(cells);
  table.push(...rows);
  const drawn = table.toString();
  return drawn.indexOf("\n") <= width ? drawn : rows.map(listed).join("\n");
}

function cells({
  name,
  sent,
  seen,
  lost,
  duplicated,
  deadLettered,
  astray,
  seconds,
  checks,
}: PipelineReport): string[] {
  const failed = checks.filter(({ ok }) => !ok).length;
  const outcome = failed === 0 ? `${checks.length} ok` : `${failed} of ${checks.length} FAILED`;
  const deadLetters = astray === 0 ? String(deadLettered) : `${deadLettered}, ${astray} astray`;
  return [name, ...[sent, seen, lost, duplicated].map(String), deadLetters, seconds.toFixed(1), outcome];
}

/** Two lines for a pipeline. */
function listed([name, sent, seen, lost, duplicated, deadLetters, seconds, outcome]: readonly string[]): string {
  return [
    `${name}: ${sent} sent, ${seen} seen, ${lost} lost, ${duplicated} duplicated`,
    `    dead letters ${deadLetters}; ${seconds} s; checks: ${outcome}`,
  ].join("\n");
}
