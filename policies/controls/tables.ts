import type { Rule } from "../engine/rule";
import { allRules } from "../rules/all";
import { allDeclined } from "./all-declined";
import { type ControlId, catalog, standardIdsOf } from "./catalog";

/** Where generated text begins and ends; a page with several such parts names them. */
function marks(part: string): { readonly begin: string; readonly end: string } {
  const name = part === "" ? "generated" : `generated ${part}`;
  return { begin: `<!-- ${name}: begin -->`, end: `<!-- ${name}: end -->` };
}

/** Markdown tables of the rules, the controls that they cover and the controls declined. Generated, so that they match the code. */
function policyTables(): string {
  return [
    `## The ${allRules.length} rules`,
    ...concerns().flatMap((concern) => ["", `### ${sentence(concern)}`, "", ...ruleTable(concern)]),
    "",
    "## Controls and what covers them",
    "",
    ...controlTable(),
    "",
    "## Declined",
    "",
    ...declinedTable(),
  ].join("\n");
}

/** `text` with the tables between the marks generated anew. @throws {Error} the marks are missing */
export function withTables(text: string): string {
  return withGenerated(text, policyTables());
}

/**
 * `text` with `generated` between the marks.
 *
 * @param part of a page with several. Default: the only one
 * @throws {Error} the marks are missing
 */
export function withGenerated(text: string, generated: string, part = ""): string {
  const mark = marks(part);
  const begin = text.indexOf(mark.begin);
  const end = text.indexOf(mark.end);
  if (begin < 0 || end < begin) throw new Error(`the text has no ${mark.begin} and ${mark.end}`);
  return `${text.slice(0, begin)}${mark.begin}\n\n${generated}\n\n${text.slice(end)}`;
}

function concerns(): readonly string[] {
  return [...new Set(allRules.map(({ concern }) => concern))];
}

function ruleTable(concern: string): readonly string[] {
  const rows = allRules
    .filter((rule) => rule.concern === concern)
    .map((rule) =>
      row([`\`${rule.name}\``, rule.description, rule.rationale, rule.level ?? "mandatory", parameters(rule)]),
    );
  return [
    row(["Rule", "What holds", "Else", "Level", "Parameters"]),
    row(["---", "---", "---", "---", "---"]),
    ...rows,
  ];
}

function parameters(rule: Rule): string {
  const defaults: Readonly<Record<string, unknown>> = rule.parameters.parse({});
  return Object.entries(defaults)
    .map(([name, value]) => `\`${name}\` ${shortened(JSON.stringify(value))}`)
    .join(", ");
}

function shortened(text: string): string {
  return text.length > 60 ? "(see the rule)" : text;
}

function controlTable(): readonly string[] {
  const rows = (Object.keys(catalog) as ControlId[]).map((control) => {
    const covering = allRules.filter(({ controls }) => controls.includes(control)).map(({ name }) => `\`${name}\``);
    const ids = standardIdsOf(control).join(", ") || "in no standard set";
    return row([`\`${control}\``, catalog[control].description, ids, covering.join(", ") || "declined, see below"]);
  });
  return [row(["Control", "Asks for", "Known as", "Covered by"]), row(["---", "---", "---", "---"]), ...rows];
}

function declinedTable(): readonly string[] {
  const rows = allDeclined.map(({ control, reason }) =>
    row([
      `\`${control}\``,
      catalog[control].description,
      standardIdsOf(control).join(", ") || "in no standard set",
      reason,
    ]),
  );
  return [row(["Control", "Asks for", "Known as", "Why not"]), row(["---", "---", "---", "---"]), ...rows];
}

/** A row of a Markdown table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

function sentence(concern: string): string {
  return `${concern.charAt(0).toUpperCase()}${concern.slice(1).replaceAll("-", " ")}`;
}
