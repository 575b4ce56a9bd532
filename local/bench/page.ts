// docs/performance.md, made of the history.
import type { History } from "./history";
import { boundOf, holds } from "./statistics";

/** Relative to the project. */
export const pageFile = "docs/performance.md";

const head = `# Performance

Time says little about a program: on a machine twice as fast it is half. So \`npm run bench\` measures each figure beside a control in the same
run, in pairs that take turns, and holds the ratio of the two to a target. \`npm run bench -- --write\` adds a run to this page and to
\`docs/performance.json\`, which it is made of; with names behind \`npm run bench -- --only\` a run has some of the figures.
`;

const reading = `
## What the controls are

- **own CPU**: processor time of \`orders/create\` for an order when its table answers at once, beside one PutItem of it by the same client.
- **a function by its name**: init and first call in a fresh process, beside a bare handler with the same clients.
- **graph, policies**: the commands. A preview runs the program once, as the graph does; what the Pulumi CLI and its engine add to that is not
  measured here, because it takes the CLI.
- **load**: from the start of a process until all resources are declared, beside a process that loads \`@pulumi/pulumi\` and \`@pulumi/aws\` and
  does nothing else. Declaring resources is the SDK's work too, and only in the first of the two.
- **load, declared**: the same, beside a process that loads as much of the SDK, and declares those resources by its own classes, with their values
  written down.
- **deployment**: after the load. Its calls are recorded, and made again on a fresh emulator by plain SDK clients: each as soon as those are over that
  were over when it began.
- **first order**: from \`npm start\` to an accepted order, beside emulator's start, load and those calls one after the other.
- **POST, 1 and 16**: orders a second by 1 and 16 clients, beside a bare API with one conditional write of an item as large.
- **queue**: shipments by tens, beside a bare consumer with as many conditional writes (up to run 683e8a4 without conditions).
`;

/** The page. @param history oldest first */
export function performancePage(history: History): string {
  return `${head}
## Latest
${latestTable(history)}${reading}
## History
Ratios, newest first.
${historyTable(history)}`;
}

function latestTable(history: History): string {
  const rows = shortNames(history).flatMap((short) => {
    const run = history.findLast(({ figures }) => figures.some((figure) => figure.short === short));
    const figure = run?.figures.find((candidate) => candidate.short === short);
    if (run === undefined || figure === undefined) return [];
    const { what, ours, control, controlName, unit, ratio } = figure;
    return [
      [
        short,
        what,
        `${ours} ${unit}`,
        `${controlName}: ${control} ${unit}`,
        ratio.toFixed(2),
        `${boundOf(figure)}${holds(figure) ? "" : ", **missed**"}`,
        `${run.date}, ${run.commit}`,
      ],
    ];
  });
  return table(["", "What", "Ours", "Held against", "Ratio", "Target", "Run"], rows);
}

function historyTable(history: History): string {
  const shorts = shortNames(history);
  const rows = history.toReversed().map(({ date, commit, machine, figures }) => [
    date,
    commit,
    machine,
    ...shorts.map((short) => {
      const figure = figures.find((candidate) => candidate.short === short);
      if (figure === undefined) return "";
      return holds(figure) ? figure.ratio.toFixed(2) : `**${figure.ratio.toFixed(2)}**`;
    }),
  ]);
  return table(["Date", "Commit", "Machine", ...shorts], rows);
}

/** In the order in which they were first measured. */
function shortNames(history: History): readonly string[] {
  return [...new Set(history.flatMap(({ figures }) => figures.map(({ short }) => short)))];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return `${line(titles)}${line(titles.map(() => "---")).replaceAll(" ", "")}${rows.map(line).join("")}`;
}
