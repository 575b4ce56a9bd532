import type { DrillResult, Phase } from "./result";

const colours: Readonly<Record<Phase["name"], string>> = {
  steady: "#4a7",
  fault: "#c44",
  recovery: "#c93",
  calm: "#59c",
};

/** The results as a page that needs nothing else: no script, no address, readable in light and dark. */
export function htmlReport(results: readonly DrillResult[]): string {
  const held = results.filter(({ verdict }) => verdict === "held").length;
  const rows = results.map(
    (result) =>
      `<tr><td><a href="#${text(result.name)}">${text(result.name)}</a></td><td>${result.verdict}</td><td>${result.sent}</td><td>${result.seen}</td>` +
      `<td>${result.lost}</td><td>${result.duplicated}</td><td>${result.deadLettered}</td><td>${result.alarms.fired.length}</td><td>${result.seconds}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drills</title>',
    `<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:70rem;margin:2rem auto;padding:0 1rem}`,
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #8886}",
    "section{margin-top:2.5rem}svg{width:100%;height:auto}code{font-size:.9em}.failed,.refused{color:#c44;font-weight:600}.held{color:#4a7}</style></head><body>",
    `<h1>Drills</h1><p>${held} of ${results.length} held. A second of a drill stands for a minute, all time stamps alike.</p>`,
    '<table><thead><tr><th scope="col">Drill</th><th scope="col">Verdict</th><th scope="col">Sent</th><th scope="col">Seen</th><th scope="col">Lost</th>' +
      '<th scope="col">Twice</th><th scope="col">Dead letters</th><th scope="col">Alarms</th><th scope="col">Seconds</th></tr></thead>',
    `<tbody>${rows.join("")}</tbody></table>`,
    ...results.map(section),
    "</body></html>\n",
  ].join("\n");
}

function section(result: DrillResult): string {
  const { alarms, faults } = result;
  const item = (label: string, values: readonly string[]) =>
    values.length === 0 ? "" : `<dt>${label}</dt>${values.map((value) => `<dd>${text(value)}</dd>`).join("")}`;
  return [
    `<section id="${text(result.name)}"><h2>${text(result.name)} <span class="${result.verdict}">${result.verdict}</span></h2>`,
    `<p>${text(result.hypothesis)} Runbook: ${text(result.runbook)}. Seed ${result.seed}.</p>`,
    timeLine(result),
    "<dl>",
    item("Blast radius", [...faults.list, `${faults.hit} of ${faults.calls} calls of functions met a fault`]),
    item("Alarms expected", alarms.expected),
    item(
      "Alarms raised",
      alarms.changes.map(({ alarm, to, minute }) => `minute ${minute}: ${alarm} ${to}`),
    ),
    item(
      "Raised as well",
      Object.entries(alarms.explained).map(([alarm, why]) => `${alarm}: ${why}`),
    ),
    item("Unexpected", alarms.unexpected),
    item(
      "Recovery",
      result.commands.map(({ command, said }) => `${command}: ${said}`),
    ),
    item("Does not hold", result.problems),
    item("Not shown", result.notShown),
    "</dl></section>",
  ].join("\n");
}

/** Phases as a bar, alarms as bars below it from ALARM to OK. */
function timeLine({ name, phases, alarms, seconds }: DrillResult): string {
  const width = 900;
  const end = Math.max(1, seconds, ...phases.map(({ to }) => to));
  const x = (second: number) => Math.round((Math.min(end, Math.max(0, second)) / end) * width);
  const fault = phases.find((phase) => phase.name === "fault")?.from ?? 0;
  const bars = phases.map(
    (phase) =>
      `<rect x="${x(phase.from)}" y="0" width="${Math.max(1, x(phase.to) - x(phase.from))}" height="16" fill="${colours[phase.name]}"><title>${phase.name}</title></rect>` +
      `<text x="${x(phase.from) + 4}" y="12" font-size="11" fill="#fff">${phase.name}</text>`,
  );
  const lines = alarms.fired.map((alarm, index) => {
    const y = 24 + index * 18;
    const changes = alarms.changes.filter((change) => change.alarm === alarm);
    const spans = changes.flatMap((change, at) =>
      change.to === "ALARM" ? [[fault + change.minute, fault + (changes[at + 1]?.minute ?? end)] as const] : [],
    );
    return `${spans
      .map(
        ([from, to]) =>
          `<rect x="${x(from)}" y="${y}" width="${Math.max(2, x(to) - x(from))}" height="12" fill="#c44a"/>`,
      )
      .join("")}<text x="4" y="${y + 10}" font-size="11" fill="currentColor">${text(alarm)}</text>`;
  });
  const height = 30 + alarms.fired.length * 18;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Time line of ${text(name)}: ${phases.map((phase) => `${phase.name} until second ${phase.to}`).join(", ")}">${bars.join("")}${lines.join("")}</svg>`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
