// docs/scaling.md: what to set and to ask for at a few rates, from the estimates.
import { row, withGenerated } from "../../policies/controls/tables";
import type { GraphResource } from "../../program/graph/build-graph";
import { estimateCost } from "../cost/estimate";
import { secondsPerMonth } from "../cost/prices";
import { type CapacityEstimate, estimateCapacity } from "./estimate";
import { firstSentence, number } from "./report";

/** Rates of the page: orders a second. 2,000 a day is the floor of requirement E9. */
export const rates = [
  { title: "2,000 a day", ordersPerSecond: 2_000 / 86_400 },
  { title: "100 a second", ordersPerSecond: 100 },
  { title: "1,000 a second", ordersPerSecond: 1_000 },
  { title: "10,000 a second", ordersPerSecond: 10_000 },
] as const;

/** What is asked for beyond the demand, so that a limit is not reached each day. */
const headroom = 1.25;

/** The page with its generated part replaced. @throws {Error} the page lacks the marks around it */
export function withScaling(page: string, stack: string, region: string, resources: readonly GraphResource[]): string {
  const parts = rates.map(({ title, ordersPerSecond }) => {
    const request = { stack, region, ordersPerSecond, burst: 1, granted: new Map<string, number>(), seed: 1 };
    const estimate = estimateCapacity(request, resources);
    const { monthUsd } = estimateCost(stack, region, resources, Math.round(ordersPerSecond * secondsPerMonth));
    return { title, estimate, monthUsd };
  });
  const summary = [
    `With \`${stack}\` in ${region} as it is, AWS's default quotas, and SES still in its sandbox:`,
    "",
    row(["Orders", "A month, USD", "Breaks first", "Then"]),
    row(["---", "---", "---", "---"]),
    ...parts.map(({ title, estimate, monthUsd }) => {
      const broken = estimate.steps.filter(({ use }) => use > 1).map(({ resource }) => resource);
      const then = broken.slice(1, 4).join("; ") || "-";
      return row([title, number(Math.round(monthUsd)), broken[0] ?? firstSentence(estimate), then]);
    }),
  ];
  const details = parts.flatMap(({ title, estimate }) => ["", `## At ${title}`, "", ...toDo(estimate)]);
  return withGenerated(page, [...summary, ...details].join("\n"));
}

/** What must be raised, and to what. */
function toDo({ steps }: CapacityEstimate): string[] {
  const broken = steps.filter(({ use }) => use > 1);
  if (broken.length === 0) return ["Nothing is to be raised."];
  return [
    row(["What", "Now", "Needed", "Raise", "How"]),
    row(["---", "---", "---", "---", "---"]),
    ...broken.map(({ resource, limit, unit, quota, remedy, demand }) =>
      row([
        ...[resource, `${number(limit)} ${unit}`, number(Math.ceil(demand * headroom))],
        ...[quota ?? "**nothing can**", remedy],
      ]),
    ),
  ];
}
