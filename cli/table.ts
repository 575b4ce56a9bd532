import Table from "cli-table3";
import { cleanLine } from "../functions/shared/clean-text";
import { widthOf, wrap } from "./width";

/**
 * Rows in columns, without lines between them. If they are wider than the terminal, a list: each row a block under its first cell.
 *
 * @param width columns of the terminal. Default: those of standard output
 */
export function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number = widthOf(),
): string {
  const cells = rows.map((row) => row.map(cleanLine));
  const table = inColumns(head, cells);
  return table.split("\n").every((line) => line.length <= width) ? table : asList(head, cells, width);
}

function inColumns(head: readonly string[], rows: readonly string[][]): string {
  const sides = ["top", "bottom", "left", "right"];
  const rules = [...sides, "mid", "top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right"];
  const blank = [...rules, "left-mid", "mid-mid", "right-mid"].map((name) => [name, ""]);
  const table = new Table({
    head: [...head],
    chars: { ...Object.fromEntries(blank), middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function asList(head: readonly string[], rows: readonly string[][], width: number): string {
  const blocks = rows.map(([first = "", ...others]) => {
    const named = others.map((cell, index) => [head[index + 1] ?? "", cell] as const);
    const lines = named.flatMap(([name, cell]) => (cell === "" ? [] : [`  ${name === "" ? "" : `${name}: `}${cell}`]));
    const title = head[0] === "" || head[0] === undefined ? first : `${head[0]}: ${first}`;
    return [title, ...lines].map((line) => wrap(line, width)).join("\n");
  });
  return blocks.join("\n\n");
}
