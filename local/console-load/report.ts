import { columns } from "../../cli/table";
import { type InputTime, percentile, type Turn } from "./figures";
import type { ConsoleLoad } from "./run";

/** What an open page may take while orders flow. */
export const bounds = {
  /** From an input to its paint, at the 95th percentile of each view, in milliseconds: above it an input no longer feels immediate. */
  paintMs: 200,
  /** Private memory of the process that draws the page, in MB. */
  pageMb: 150,
  /** Of the machine's processors, by the process that serves the console. */
  serverShare: 0.1,
} as const;

/** One turn as a line. */
export function turnText({ open, orders, seconds, server, emulator }: Turn): string {
  const each = (time: number) => `${((time / orders) * 1_000).toFixed(1)} ms`;
  return `${open ? "with a page" : "without"}: ${orders} orders in ${seconds.toFixed(1)} s, ${each(server)} of processor time each, ${each(emulator)} in the emulator`;
}

/** All figures as text, and whether every bound is kept. */
export function reportOf({ turns, added, inputs, longestTask, memory, serverMemory, errors }: ConsoleLoad): {
  readonly text: string;
  readonly ok: boolean;
} {
  const views = [...new Set(inputs.map(({ view }) => view))];
  const inputsOf = (name: string) => inputs.filter(({ view }) => view === name);
  const pageMb = Math.max(...memory.map((each) => each.process));
  const heapMb = Math.max(...memory.map((each) => each.heap));
  const paint95 = Math.max(0, ...views.map((view) => percentile(timesOf(inputsOf(view)), 95)));
  const orders = turns.reduce((sum, turn) => sum + turn.orders, 0);
  const kept: readonly (readonly [what: string, value: string, bound: string, ok: boolean])[] = [
    [
      "input to paint, p95 of the slowest view",
      `${paint95.toFixed(0)} ms`,
      `under ${bounds.paintMs} ms`,
      inputs.length > 0 && paint95 < bounds.paintMs,
    ],
    ["memory of the page", `${pageMb.toFixed(0)} MB`, `under ${bounds.pageMb} MB`, pageMb < bounds.pageMb],
    [
      "the server's share of the machine, for the page",
      percent(added.server),
      `under ${percent(bounds.serverShare)}`,
      added.server < bounds.serverShare,
    ],
    ["errors in the page", String(errors.length), "none", errors.length === 0],
  ];
  const text = [
    columns(
      ["input to paint, ms", "inputs", "p50", "p95", "most", "until shown, p50", "most"],
      [...views.map((view) => rowOf(view, inputsOf(view))), rowOf("all", inputs)],
    ),
    `${orders} orders; longest task of the page ${longestTask.toFixed(0)} ms; its scripts' objects ${heapMb.toFixed(1)} MB; the server at most ${serverMemory.toFixed(0)} MB`,
    `for the page the emulator takes ${percent(added.emulator)} of the machine; orders flow at ${percent(added.rate)} of the rate without`,
    columns(
      ["", "", "bound", ""],
      kept.map(([what, value, bound, ok]) => [what, value, bound, ok ? "ok" : "EXCEEDED"]),
    ),
    ...errors,
  ].join("\n");
  return { text, ok: kept.every(([, , , ok]) => ok) };
}

function rowOf(name: string, inputs: readonly InputTime[]): string[] {
  const paints = timesOf(inputs);
  const shown = inputs.map((each) => each.shown);
  return [
    name,
    String(inputs.length),
    ...[50, 95, 100].map((one) => percentile(paints, one).toFixed(0)),
    ...[50, 100].map((one) => percentile(shown, one).toFixed(0)),
  ];
}

function timesOf(inputs: readonly InputTime[]): readonly number[] {
  return inputs.map(({ paint }) => paint);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
