// The estimate as text, as Markdown and as JSON.
import { columns } from "../../cli/table";
import type { CostEstimate, FlowEstimate } from "./estimate";
import { budget } from "./flow";

/** The whole estimate as text. */
export function textReport(estimate: CostEstimate): string {
  const { fixed, flows } = estimate;
  return [
    heading(estimate),
    ...unknownNote(estimate),
    "",
    `A month: ${usd(estimate.monthUsd)} USD with ${whole(estimate.ordersPerMonth)} orders. Without any: ${usd(fixed.usd)} USD.`,
    "",
    "Each month",
    columns(
      ["USD", "count", "USD each", "what", ""],
      fixed.lines.map(({ what, why, count, unitPrice }) => [
        usd(count * unitPrice),
        whole(count),
        price(unitPrice),
        what,
        why,
      ]),
    ),
    "",
    "A million events in a busy hour, held against the floor of their form, and against floor and requirements together",
    columns(
      ["USD", "floor", "ratio", "asked beyond it", "choices", "ratio", "event"],
      flows.map((flow) => [
        usd(flow.million.total),
        flow.floor === undefined ? "-" : usd(flow.floor.usd),
        ratio(flow.million.ratio),
        usd(flow.million.asked),
        usd(flow.million.chosen),
        judged(flow),
        `${flow.name}${flow.floor === undefined ? "" : ` (${flow.floor.form})`}`,
      ]),
    ),
    "",
    `The month that was asked for, its events evenly spread`,
    columns(
      ["USD", "events", "USD a million", "event"],
      flows.map(({ name, month }) => [usd(month.usd), whole(month.events), usd(month.perMillion), name]),
    ),
    ...flows.flatMap((flow) => ["", `Steps of ${flow.name}, a million in a busy hour`, stepTable(flow)]),
    "",
    "By the GB, growing with what is kept, and in no sum above",
    columns(
      ["type", "how"],
      estimate.byUse.map(({ type, how }) => [type, how]),
    ),
  ].join("\n");
}

/** The estimate as a comment on a pull request. */
export function markdownReport(estimate: CostEstimate): string {
  const { flows, fixed, biggest, stack, ordersPerMonth } = estimate;
  return [
    `### Cost of \`${stack}\``,
    "",
    `**${usd(estimate.monthUsd)} USD a month** with ${whole(ordersPerMonth)} orders, of which ${usd(fixed.usd)} USD come without any.`,
    "",
    "| Event | A million, USD | Floor | Ratio | Ratio to what is asked | This month, USD |",
    "|---|---|---|---|---|---|",
    ...flows.map(
      (flow) =>
        `| ${flow.name} | ${usd(flow.million.total)} | ${flow.floor === undefined ? "-" : usd(flow.floor.usd)} | ` +
        `${ratio(flow.million.ratio)} | ${judged(flow)} | ${usd(flow.month.usd)} |`,
    ),
    "",
    `Largest lines: ${biggest
      .slice(0, 3)
      .map((line) => `${line.what} ${usd(line.usd)}`)
      .join("; ")}.`,
    "",
    ...unknownNote(estimate),
    `_${heading(estimate)}_`,
  ].join("\n");
}

/** The whole estimate as JSON; amounts in USD with six decimals. */
export function jsonReport(estimate: CostEstimate): string {
  const rounded = (_: string, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1_000_000) / 1_000_000 : value;
  return JSON.stringify(estimate, rounded, 2);
}

function heading({ stack, region, prices }: CostEstimate): string {
  const elsewhere = region === prices.region ? "" : `; ${region} is estimated by the same prices`;
  return `Stack ${stack}, USD at the prices of ${prices.region} on ${prices.date}${elsewhere}. ${prices.source}.`;
}

function unknownNote({ fixed }: CostEstimate): string[] {
  if (fixed.unknown.length === 0) return [];
  return [`Not priced, so the bill is higher by what they cost: ${fixed.unknown.join(", ")}.`];
}

function stepTable({ million }: FlowEstimate): string {
  return columns(
    ["USD", "count", "USD a million", "asked by", "what", ""],
    million.steps.map(({ usd: cost, count, unitPrice, origin, what, why }) => [
      cost.toFixed(3),
      amount(count),
      price(unitPrice),
      origin,
      what,
      why,
    ]),
  );
}

function judged({ million }: FlowEstimate): string {
  const { askedRatio, withinBudget } = million;
  if (askedRatio === undefined) return "-";
  return withinBudget === true ? ratio(askedRatio) : `${ratio(askedRatio)}, over ${budget}`;
}

function ratio(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(2);
}

function usd(value: number): string {
  return value.toFixed(2);
}

function price(value: number): string {
  return value.toFixed(4).replace(/0{1,2}$/, "");
}

function amount(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
