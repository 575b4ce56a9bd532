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

/** Room for each part, so that none pushes another out of the comment. In characters. */
const PREVIEW_ROOM = 40_000;
const COST_ROOM = 10_000;
const VIOLATIONS_SHOWN = 40;

/** The comment about one stack's preview, in Markdown. */
export function previewSummary(findings: PreviewFindings): string {
  const { stack, commit, outcome } = findings;
  return [
    `## Preview of \`${stack}\`: ${outcome === "success" ? "passed" : outcome}`,
    `At ${commit.slice(0, 12)}. ${changesOf(findings.preview)}`,
    policiesPart(findings.policies),
    details("Cost", findings.cost?.slice(0, COST_ROOM)),
    details("What Pulumi would do", findings.preview === undefined ? undefined : fenced(lastOf(findings.preview))),
  ].join("\n\n");
}

/** Pulumi's own count of changes, from the lines after `Resources:`. */
export function changesOf(preview: string | undefined): string {
  const [, counts] = /^Resources:\s*\n((?:[ \t]+\S.*\n?)+)/m.exec(preview ?? "") ?? [];
  if (counts === undefined) return "Pulumi did not come to count changes.";
  const parts = counts.split("\n").map((line) => line.trim());
  return `Resources: ${parts.filter((part) => part !== "").join(", ")}.`;
}

/** A text as a code block that nothing in the text can end. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}

function policiesPart(json: string | undefined): string {
  const report = reportOf(json);
  if (report === undefined) return "**Policies**: not judged.";
  const { violations, rules, resources } = report;
  if (violations.length === 0) return `**Policies**: ${rules} rules, ${resources} resources, no violation.`;
  const shown = violations.slice(0, VIOLATIONS_SHOWN).map(violationRow);
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

function reportOf(json: string | undefined): PolicyReport | undefined {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined; // the run was stopped while it wrote
  }
}

function violationRow({ level, rule, urn, message }: PolicyViolation): string {
  const resource = urn === "" ? "the stack" : urn.slice(urn.lastIndexOf("::") + 2);
  return `| ${[level, rule, resource, message].map(cell).join(" | ")} |`;
}

function cell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\|`<>]/g, "\\$&")
    .slice(0, 400);
}

function details(title: string, body: string | undefined): string {
  return body === undefined || body.trim() === ""
    ? `**${title}**: not known.`
    : `<details><summary>${title}</summary>\n\n${body.trim()}\n\n</details>`;
}

/** The end of a long text: Pulumi counts there. */
function lastOf(text: string): string {
  return text.length <= PREVIEW_ROOM
    ? text
    : `... ${text.length - PREVIEW_ROOM} characters before\n${text.slice(-PREVIEW_ROOM)}`;
}
