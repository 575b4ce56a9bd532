import { columns } from "../../cli/table";
import type { ComparedFlow } from "../../console/contract";

/** One kind of event as text: a row for each step that calls show, and the rest in one. */
export function costTable({ name, events, steps, modelUsd, usd }: ComparedFlow): string {
  const shown = steps.filter(({ called }) => called !== undefined);
  const others = steps.filter(({ called }) => called === undefined);
  const rest = others.reduce((sum, step) => sum + step.usd, 0);
  const rows = shown.map(({ what, modelled, called = 0, modelUsd: model, usd: own, differs }) => [
    ...[what, figure(modelled), figure(called), money(model), money(own)],
    differs ? "differs" : "",
  ]);
  return [
    `${name}: ${events} events`,
    columns(
      ["step", "by the model", "by the calls", "USD a million, model", "USD a million, calls", ""],
      [
        ...rows,
        [`${others.length} steps that no call shows`, "", "", money(rest), money(rest), ""],
        ["total", "", "", money(modelUsd), money(usd), ""],
      ],
    ),
    "",
  ].join("\n");
}

function figure(count: number): string {
  return Number(count.toFixed(3)).toString();
}

function money(usd: number): string {
  return usd.toFixed(2);
}
