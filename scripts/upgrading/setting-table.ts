import { type Config, keys } from "../../components/config/schema";
import { row } from "../../policies/controls/tables";
import { settingEffect } from "./setting-effects";
import { callsText, dataText, namesText } from "./words";

const titles = ["Setting", "Names", "Data and people", "Calls"];

/** Rows of settings in a text, by the setting's name. */
export function settingRows(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^\| \[`(\w+)`\].*$/gm)].map(([line, name = ""]) => [name, line]));
}

/**
 * A row for each setting, in the order of the schema.
 *
 * @param known rows that need not be measured: each takes seconds
 */
export async function settingTable(known: ReadonlyMap<string, string>): Promise<string> {
  const rows: string[] = [];
  for (const name of Object.keys(keys) as (keyof Config)[]) rows.push(known.get(name) ?? (await settingRow(name)));
  return [row(titles), row(titles.map(() => "---")), ...rows].join("\n");
}

/** What a change of one setting does, there and back, as a row of the table. */
export async function settingRow(name: keyof Config): Promise<string> {
  const title = `[\`${name}\`](configuration.md#${name.toLowerCase()})`;
  // Every physical name ends with it.
  if (name === "environmentSuffix") return row([title, "all change", "a new stack: deploy it beside the old one", "-"]);
  const { plain, retained } = await settingEffect(name);
  const [one, other] = [plain, retained].map((effect) => effect && dataText(effect));
  const data =
    one === undefined || other === undefined || one === other
      ? (one ?? other ?? "stays")
      : `${one}; with \`retainData\`: ${other}`;
  const effect = plain ?? retained;
  if (effect === undefined) throw new Error(`no stack can have ${name}`);
  return row([title, namesText(effect), data, callsText(effect)]);
}
