import Table from "cli-table3";
import type { CheckResult, MailSample, NotChecked, RunReport } from "./model";

const width = 118;

/** The report for people: figures, mails, expectations, and what was not shown. */
export function renderReport(report: RunReport): string {
  return [
    "",
    heading("What went through"),
    figures(report),
    "'stack' counts resources; lost is what was sent and found nowhere; dead letters hold what was poisoned on purpose.",
    "",
    heading(`E-mails that came out: ${report.mailCount}`),
    mails(report.mails),
    heading("What was expected"),
    expectations(report),
    heading("Not shown by this run"),
    honest(report),
    verdictLine(report),
    "",
  ].join("\n");
}

function heading(text: string): string {
  return `${text}\n${"-".repeat(text.length)}`;
}

function figures({ pipelines }: RunReport): string {
  const table = new Table({
    head: ["pipeline", "sent", "seen", "lost", "duplicated", "dead letters", "seconds", "expectations"],
    colAligns: ["left", "right", "right", "right", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const { name, sent, seen, lost, duplicated, deadLettered, seconds, checks } of pipelines) {
    const failed = checks.filter(({ ok }) => !ok).length;
    const outcome = failed === 0 ? `${checks.length} ok` : `${failed} of ${checks.length} FAILED`;
    table.push([name, sent, seen, lost, duplicated, deadLettered, seconds.toFixed(1), outcome]);
  }
  return table.toString();
}

function mails(samples: readonly MailSample[]): string {
  const [first] = samples;
  if (first === undefined) return "none\n";
  const lines = samples.map(({ to, subject, total }) => `${to}  |  ${subject}  |  ${total}`);
  const excerpt = first.text.trim().split("\n").slice(0, 14);
  return [
    ...lines,
    "",
    `The text of the first (${first.to}):`,
    ...excerpt.map((line) => `  | ${line}`.trimEnd()),
    "",
  ].join("\n");
}

/** One line for each requirement; those that did not hold in full. */
function expectations({ pipelines }: RunReport): string {
  const lines = pipelines.flatMap(({ name, checks }) => [
    `${name}:`,
    ...[...groups(checks)].map(([id, own]) => line(id, own)),
    ...checks.filter(({ ok }) => !ok).map(({ id, detail }) => wrap(`  FAILED ${id}: ${detail}`, "         ")),
  ]);
  return `${lines.join("\n")}\n`;
}

function line(id: string, own: readonly CheckResult[]): string {
  const failed = own.filter(({ ok }) => !ok).length;
  const mark = failed === 0 ? "ok    " : "FAILED";
  const shown = own.find(({ ok }) => ok)?.detail ?? "";
  return wrap(`  ${mark} ${id.padEnd(3)} ${shown}`, "             ");
}

function groups(checks: readonly CheckResult[]): Map<string, CheckResult[]> {
  const found = new Map<string, CheckResult[]>();
  for (const check of checks) found.set(check.id, [...(found.get(check.id) ?? []), check]);
  return found;
}

function honest({ gaps, widenedGrants, notChecked }: RunReport): string {
  const widened = widenedGrants.map(
    ({ role, actions, dropped, reason }) =>
      `Granted wider than declared, here only: ${role} ${actions.join(", ")} (${dropped}): ${reason}.`,
  );
  const unchecked = [...byReason(notChecked)].map(
    ([detail, ids]) => `Not checked: ${[...new Set(ids)].join(", ")}: ${detail}.`,
  );
  return `${[...unchecked, ...widened, ...gaps].map((text) => wrap(`- ${text}`, "  ")).join("\n")}\n`;
}

function byReason(notChecked: readonly NotChecked[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, detail } of notChecked) reasons.set(detail, [...(reasons.get(detail) ?? []), id]);
  return reasons;
}

function verdictLine({ ok, pipelines, deploy }: RunReport): string {
  const all = pipelines.flatMap(({ checks }) => checks);
  const failed = all.filter((check) => !check.ok).length;
  const deployed = `${deploy.resources} resources deployed in ${deploy.seconds.toFixed(1)} s`;
  return ok
    ? `All ${all.length} expectations held. ${deployed}.`
    : `${failed} of ${all.length} expectations did NOT hold. ${deployed}.`;
}

/** Breaks a text at blanks; later lines start with `indent`. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/(?<=\S) /)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].join("\n");
}
