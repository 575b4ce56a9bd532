import { BODY_LIMIT, fencedEnd, plainCell, wholeLines } from "./markdown";
import { rolloutNotes } from "./rollout-notes";

/** What a preview found out, as far as it came. */
export interface PreviewFindings {
  readonly stack: string;
  /** Commit that was previewed. */
  readonly commit: string;
  /** How the preview ended, as GitHub names it: success, failure, cancelled, skipped. */
  readonly outcome: string;
  /** What Pulumi printed; undefined when it did not come to that. */
  readonly preview: string | undefined;
  /** What `npm run policies -- --json` wrote. */
  readonly policies: string | undefined;
  /** What `npm run cost -- --markdown` printed. */
  readonly cost: string | undefined;
  /** Whether new versions of the stack's functions wait for a roll-out (setting `rollout`). */
  readonly rolledOut: boolean;
}

interface PolicyReport {
  readonly rules: number;
  readonly resources: number;
  readonly violations: readonly PolicyViolation[];
}

interface PolicyViolation {
  readonly rule: string;
  readonly level: string;
  /** URN of the resource; empty when the rule speaks about the whole stack. */
  readonly urn: string;
  readonly message: string;
}

/** Rooms that add up to what GitHub takes, with the rest for what Pulumi printed. In characters. */
const POLICIES_ROOM = 20_000;
const COST_ROOM = 10_000;
const MESSAGE_ROOM = 400;

/** What is put in front of a comment to find it again. */
const MARKER_ROOM = 100;

/** The comment about one stack's preview, in Markdown. */
export function previewSummary(findings: PreviewFindings): string {
  const { stack, commit, outcome, preview, cost, rolledOut } = findings;
  const rollout = rolledOut && preview !== undefined ? rolloutNotes(preview) : undefined;
  const before = [
    `## Preview of \`${stack}\`: ${outcome === "success" ? "passed" : outcome}`,
    `At ${commit.slice(0, 12)}. ${changesOf(preview)}`,
    ...(rollout === undefined ? [] : [rollout]),
    policiesPart(findings.policies),
    details("Cost", cost === undefined ? undefined : wholeLines(cost, COST_ROOM)),
  ].join("\n\n");
  const title = "What Pulumi would do";
  const room = BODY_LIMIT - MARKER_ROOM - before.length - details(title, "x").length;
  return `${before}\n\n${details(title, preview === undefined ? undefined : fencedEnd(preview, room))}`;
}

/** Pulumi's own count of changes, from the lines after `Resources:`. */
export function changesOf(preview: string | undefined): string {
  const [, counts] = /^Resources:\s*\n((?:[ \t]+\S.*\n?)+)/m.exec(preview ?? "") ?? [];
  if (counts === undefined) return "Pulumi did not come to count changes.";
  const parts = counts.split("\n").map((line) => line.trim());
  const shown = parts.filter((part) => part !== "").join(", ");
  return `Resources: ${plainCell(shown, MESSAGE_ROOM)}.`;
}

function policiesPart(json: string | undefined): string {
  const report = reportOf(json);
  if (report === undefined) return "**Policies**: not judged.";
  const { violations, rules, resources } = report;
  if (violations.length === 0) return `**Policies**: ${rules} rules, ${resources} resources, no violation.`;
  const shown = rowsWithin(POLICIES_ROOM, [...violations].sort(byLevel).map(violationRow));
  const rest = violations.length - shown.length;
  return [
    `**Policies**: ${rules} rules, ${resources} resources, ${violations.length} violation${violations.length === 1 ? "" : "s"}.`,
    "",
    "| Level | Rule | Resource | What is wrong |",
    "|---|---|---|---|",
    ...shown,
    ...(rest > 0 ? [`\n${rest} more: \`npm run policies\` shows all.`] : []),
  ].join("\n");
}

/** What stops a deployment comes first. */
function byLevel(a: PolicyViolation, b: PolicyViolation): number {
  return Number(b.level === "mandatory") - Number(a.level === "mandatory");
}

function rowsWithin(room: number, rows: readonly string[]): readonly string[] {
  let used = 0;
  const end = rows.findIndex((row) => {
    used += row.length + 1;
    return used > room;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function reportOf(json: string | undefined): PolicyReport | undefined {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined; // the run was stopped while it wrote
  }
}

function violationRow({ level, rule, urn, message }: PolicyViolation): string {
  const resource = urn === "" ? "the stack" : urn.slice(urn.lastIndexOf("::") + 2);
  return `| ${[level, rule, resource, message].map((text) => plainCell(text, MESSAGE_ROOM)).join(" | ")} |`;
}

function details(title: string, body: string | undefined): string {
  return body === undefined || body.trim() === ""
    ? `**${title}**: not known.`
    : `<details><summary>${title}</summary>\n\n${body.trim()}\n\n</details>`;
}
