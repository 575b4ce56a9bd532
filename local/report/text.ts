import { wrapWith } from "../../cli/width";
import { failuresIn } from "./diagnosis";
import { box } from "./figures";
import { heading } from "./layout";
import type { CheckResult, Diagnosis, EmailSample, NotChecked, RunReport } from "./model";
import { requirementsPage } from "./requirements";

/**
 * The report as text: failures first, with what was observed and what to run next; then figures, emails, expectations, and what was not
 * shown.
 *
 * @param width longest line, in columns; 60 or more
 */
export function renderReport(report: RunReport, width: number): string {
  return [
    "",
    ...(report.ok ? [] : [failed(report, width), ""]),
    heading("What went through"),
    box(report.pipelines, width),
    wrapWith(caption(report), "", width),
    "",
    heading(`Emails that came out: ${report.emailCount}`),
    emails(report.emails, width),
    heading("What was expected"),
    expectations(report, width),
    heading("Not shown by this run"),
    honest(report, width),
    wrapWith(verdictLine(report), "", width),
    "",
  ].join("\n");
}

function failed({ pipelines, diagnosis }: RunReport, width: number): string {
  const failures = failuresIn(pipelines);
  const all = pipelines.flatMap(({ checks }) => checks);
  const count = all.filter(({ ok }) => !ok).length;
  const entries = failures.map(({ pipeline, ids, detail }, index) => {
    const mark = `${index + 1}. `;
    return wrapWith(`${mark}${pipeline} ${ids.join(", ")}: ${detail}`, " ".repeat(mark.length), width);
  });
  return [heading(`FAILED: ${count} of ${all.length} expectations`), ...entries, ...diagnosed(diagnosis, width)].join(
    "\n",
  );
}

function diagnosed(diagnosis: Diagnosis | undefined, width: number): string[] {
  if (diagnosis === undefined) return [];
  const facts = diagnosis.facts.length > 0 ? diagnosis.facts : ["Nothing else was out of the ordinary."];
  return [
    "",
    "What was seen beside that:",
    ...facts.map((fact) => wrapWith(`- ${fact}`, "  ", width)),
    "",
    "What to run next:",
    ...diagnosis.next.flatMap(({ command, why }) => [`  ${command}`, wrapWith(`      ${why}`, "      ", width)]),
  ];
}

/** Explains the figures. */
function caption({ pipelines }: RunReport): string {
  const sum = (of: (row: RunReport["pipelines"][number]) => number) => pipelines.reduce((all, row) => all + of(row), 0);
  const dead = sum(({ deadLettered }) => deadLettered);
  const astray = sum((row) => row.astray);
  const deadLetters =
    dead === 0
      ? "no dead letters"
      : `${dead} dead letters, ${astray === 0 ? "each put there on purpose" : `${astray} of them not put there on purpose`}`;
  return `'stack' counts resources; lost is what was sent and found nowhere; ${deadLetters}.`;
}

function emails(samples: readonly EmailSample[], width: number): string {
  const [first] = samples;
  if (first === undefined) return "none\n";
  const lines = samples.map(({ to, subject, total }) => wrapWith(`${to}  |  ${subject}  |  ${total}`, "    ", width));
  const excerpt = first.text.trim().split("\n").slice(0, 14);
  return [
    ...lines,
    "",
    wrapWith(`The text of the first (${first.to}):`, "", width),
    ...excerpt.map((line) => wrapWith(`  | ${line}`, "  |   ", width)),
    "",
  ].join("\n");
}

/** One line for each requirement; failures are described above, and named here. */
function expectations({ pipelines }: RunReport, width: number): string {
  const lines = pipelines.flatMap(({ name, checks }) => [
    `${name}:`,
    ...[...groups(checks)].map(([id, own]) => line(id, own, width)),
  ]);
  return `${lines.join("\n")}\n\n${wrapWith(`What each id asks for: ${requirementsPage}`, "", width)}\n`;
}

function line(id: string, own: readonly CheckResult[], width: number): string {
  const wrong = own.filter(({ ok }) => !ok);
  const held = own.find(({ ok }) => ok)?.detail;
  const counts = own.length === 1 ? "see above" : `${wrong.length} of ${own.length} looks, see above`;
  const text = wrong.length === 0 ? (held ?? "") : `${counts}${held === undefined ? "" : `; held: ${held}`}`;
  return wrapWith(`  ${wrong.length === 0 ? "ok    " : "FAILED"} ${id.padEnd(3)} ${text}`, "             ", width);
}

function groups(checks: readonly CheckResult[]): Map<string, CheckResult[]> {
  const found = new Map<string, CheckResult[]>();
  for (const check of checks) found.set(check.id, [...(found.get(check.id) ?? []), check]);
  return found;
}

function honest({ gaps, widenedGrants, notChecked }: RunReport, width: number): string {
  const widened = widenedGrants.map(
    ({ role, actions, dropped, reason }) =>
      `IAM looser than on AWS (emulator limits): ${role} ${actions.join(", ")} (${dropped}): ${reason}.`,
  );
  const unchecked = [...byReason(notChecked)].map(
    ([detail, ids]) => `Not checked: ${[...new Set(ids)].join(", ")}: ${detail}.`,
  );
  return `${[...unchecked, ...widened, ...gaps].map((text) => wrapWith(`- ${text}`, "  ", width)).join("\n")}\n`;
}

function byReason(notChecked: readonly NotChecked[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, detail } of notChecked) reasons.set(detail, [...(reasons.get(detail) ?? []), id]);
  return reasons;
}

function verdictLine({ ok, pipelines, deploy }: RunReport): string {
  const all = pipelines.flatMap(({ checks }) => checks);
  const wrong = all.filter((check) => !check.ok).length;
  const deployed = `${deploy.resources} resources deployed in ${deploy.seconds.toFixed(1)} s`;
  return ok
    ? `All ${all.length} expectations held. ${deployed}.`
    : `${wrong} of ${all.length} expectations failed: see the top of this report. ${deployed}.`;
}
