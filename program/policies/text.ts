import type { Diagnostic } from "./analyzer";
import type { Verdict } from "./gate";

/** The violations that stop a deployment. */
export function refusal({ violations }: Verdict): readonly Diagnostic[] {
  return violations.filter(({ level }) => level === "mandatory");
}

/** A verdict as text for the user: the findings, mandatory ones first, and a summary line. */
export function verdictText(verdict: Verdict): string {
  const { stack, rules, resources, seconds, violations } = verdict;
  const mandatory = refusal(verdict);
  const advisory = violations.filter(({ level }) => level === "advisory");
  const sum = `${rules} rules over ${resources} resources of stack ${stack} in ${seconds.toFixed(1)} s`;
  const count = `${mandatory.length} mandatory violations, ${advisory.length} advisory`;
  return [...[...mandatory, ...advisory].map(entry), `${sum}: ${count}`].join("\n");
}

function entry({ level, rule, message }: Diagnostic): string {
  return `${level} ${rule}\n    ${message.split("\n").join("\n    ")}\n`;
}
