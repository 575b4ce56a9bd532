// The estimate as text and as Markdown.
import { columns } from "../../cli/table";
import type { CapacityEstimate } from "./estimate";
import type { CapacityStep } from "./step";

/** Steps below this use are counted, not listed, in text. */
const shownUse = 0.01;

/** Everything, as text. */
export function textReport(estimate: CapacityEstimate): string {
  const { stack, region, demand, steps } = estimate;
  const shown = steps.filter(({ use }) => use >= shownUse);
  const hidden = steps.length - shown.length;
  const checks = shown.filter(({ check }) => check);
  const broken = shown.filter(({ use }) => use > 1);
  return [
    `${stack} in ${region} at ${number(demand.ordersPerSecond)} orders a second: ${firstSentence(estimate)}`,
    "",
    columns(
      ["use", "of the limit", "unit", "what", "raised by"],
      shown.map((step) => [
        percent(step.use),
        `${number(step.demand)} of ${number(step.limit)}`,
        step.unit,
        step.resource,
        `${step.quota ?? "nothing"}${step.check ? " *" : ""}`,
      ]),
    ),
    ...(hidden > 0 ? [`and ${hidden} more below ${percent(shownUse)}: --json lists them`] : []),
    ...(checks.length > 0 ? ["* look this value up in the account: it was not read in AWS's page"] : []),
    ...(broken.length > 0 ? ["", "To do", ...broken.map(({ resource, remedy }) => `- ${resource}: ${remedy}`)] : []),
    "",
    burstSentence(estimate),
  ].join("\n");
}

/** The steps as a table in Markdown, with what is to be done. */
export function markdownReport(estimate: CapacityEstimate): string {
  const { stack, region, demand, steps } = estimate;
  return [
    `### \`${stack}\` in ${region} at ${number(demand.ordersPerSecond)} orders a second`,
    "",
    `${capital(firstSentence(estimate))}`,
    "",
    "| Use | Demand | Limit | What | Raised by | Remedy |",
    "|---|---|---|---|---|---|",
    ...steps.filter(({ use }) => use >= shownUse).map((step) => `| ${row(step).join(" | ")} |`),
    "",
    burstSentence(estimate),
  ].join("\n");
}

function row(step: CapacityStep): string[] {
  const { use, demand, limit, unit, resource, quota, remedy } = step;
  return [percent(use), number(demand), `${number(limit)} ${unit}`, resource, quota ?? "nothing", remedy];
}

/** What breaks first. */
export function firstSentence({ first }: Pick<CapacityEstimate, "first">): string {
  const at = `${number(first.atOrdersPerSecond)} orders a second`;
  return first.breaks
    ? `${first.resource} breaks first, from ${at} on.`
    : `nothing breaks; ${first.resource} would be first, at ${at}.`;
}

/** How the burst drains. */
export function burstSentence({ burst }: Pick<CapacityEstimate, "burst">): string {
  const { size, emailRate, drainSeconds, shownAgeSeconds, refusals, deadLettered, mostWaiting, alarms } = burst;
  const rung = alarms.map(({ alarm, minutes }) => `${alarm} after ${minutes} min`);
  return [
    `A burst of ${number(size)} orders, with SES taking ${number(emailRate)} a second: the last email goes out after ${duration(drainSeconds)},`,
    `SQS shows an age of at most ${duration(shownAgeSeconds)} (without messages received three times), SES refuses ${number(refusals)} times,`,
    `${number(mostWaiting)} messages at most wait for their next try, ${number(deadLettered)} become dead letters.`,
    `Alarms: ${rung.length === 0 ? "none" : rung.join(", ")}. (Simulated with seed ${burst.seed}.)`,
  ].join(" ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function percent(share: number): string {
  return `${number(share * 100)} %`;
}

/** Three significant digits below 100, whole numbers above. */
export function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}

/** Seconds, minutes or hours. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${number(seconds)} s`;
  return seconds < 7_200 ? `${number(seconds / 60)} min` : `${number(seconds / 3_600)} h`;
}
