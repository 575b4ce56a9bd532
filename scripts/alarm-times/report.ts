import type { Silence } from "./measure";

/** Stacks with a column in the table. */
export const stacks = ["prod", "dev"] as const;

const begin = "<!-- begin: npm run alarm-times writes this table -->";
const end = "<!-- end -->";

/** Minutes as text, rounded up to a tenth, so that no alarm is later than the page says. */
export function minutesText(minutes: number | undefined): string {
  return minutes === undefined ? "never" : (Math.ceil(minutes * 10) / 10).toFixed(1);
}

/**
 * The page with the table between its marks.
 *
 * @param columns the measured times by stack; all for the same failures
 * @throws {Error} the page lacks the marks
 */
export function withTable(page: string, columns: ReadonlyMap<string, readonly Silence[]>): string {
  const [head, rest] = page.split(begin);
  const [, tail] = rest?.split(end) ?? [];
  if (head === undefined || tail === undefined)
    throw new Error(`the page has no '${begin}' with an '${end}' behind it`);
  return `${head}${begin}\n${tableOf(columns)}\n${end}${tail}`;
}

function tableOf(columns: ReadonlyMap<string, readonly Silence[]>): string {
  const names = [...columns.keys()];
  const [first = []] = [...columns.values()];
  const rows = first.map(({ failure: { hop, what }, alarm }, index) => {
    const minutes = names.map((name) => minutesText(columns.get(name)?.[index]?.minutes));
    return `| ${hop} | ${what} | ${minutes.join(" | ")} | ${alarm === undefined ? "none" : `\`${alarm}\``} |`;
  });
  return [
    `| Hop | Fails because | ${names.map((name) => `Minutes, ${name}`).join(" | ")} | First alarm |`,
    `|---|---|${names.map(() => "---|").join("")}---|`,
    ...rows,
  ].join("\n");
}
