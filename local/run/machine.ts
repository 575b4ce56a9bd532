import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** How busy the machine was while the run went on. */
export interface MachineFigures {
  readonly cores: number;
  /** Highest load average over one minute that was seen; Linux and macOS: processes that run or want to. */
  readonly load: number;
  /** How late this process's timers were: on average, and at the 99th percentile. */
  readonly lagMeanMs: number;
  readonly lagP99Ms: number;
  /** Share of the processors' time, 0 to 1, that the hypervisor gave to other machines; undefined when not reported. */
  readonly stolen?: number;
  /** Factor that the run's own deadlines were multiplied by: 1 to 4. */
  readonly stretch: number;
}

/** Measures from its start until `stop`. */
export interface Machine {
  figures(): MachineFigures;
  /** Factor for a deadline now: 1 on an idle machine, at most 4. Never smaller than before. */
  stretch(): number;
  stop(): void;
}

/** A machine without load, for callers that do not measure. */
export const idleMachine: Pick<Machine, "stretch"> = { stretch: () => 1 };

/** From here on a machine is called too busy. */
export const tooBusy = 1.5;
const longest = 4;
const resolutionMs = 20;
/** Load of the run itself: up to these values nothing is stretched. */
const usual = { loadPerCore: 2, lagMeanMs: 25 } as const;

/** Computes the factor from the figures. A load of 8 on two cores halves the usual CPU time of each process. */
export function stretchFor({ cores, load, lagMeanMs, stolen = 0 }: Omit<MachineFigures, "stretch">): number {
  const wanted = Math.max(
    1,
    load / cores / usual.loadPerCore,
    lagMeanMs / usual.lagMeanMs,
    1 / Math.max(0.01, 1 - stolen),
  );
  return Math.min(longest, wanted);
}

/** The load as text; undefined when the machine was not busy. */
export function busyText(figures: MachineFigures): string | undefined {
  if (figures.stretch < tooBusy) return undefined;
  const { cores, load, lagMeanMs, lagP99Ms, stolen, stretch } = figures;
  const theft = stolen === undefined ? "" : `, ${Math.round(stolen * 100)} % of its processor time taken by its host`;
  return (
    `this machine was too busy: a load of ${load.toFixed(1)} on ${cores} cores, timers ${Math.round(lagMeanMs)} ms late on average ` +
    `and ${Math.round(lagP99Ms)} ms at the 99th percentile${theft}. The run waited ${stretch.toFixed(1)} times as long as usual`
  );
}

export function startMachine(): Machine {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  const before = processorTimes();
  let highest = 0;
  let stretched = 1;
  // A recorded delay has the sampling interval in it.
  const late = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e6 - resolutionMs) : 0;
  function figures(): MachineFigures {
    highest = Math.max(highest, loadavg()[0] ?? 0);
    const stolen = share(before, processorTimes());
    const seen = {
      cores: availableParallelism(),
      load: highest,
      lagMeanMs: late(histogram.mean),
      lagP99Ms: late(histogram.percentile(99)),
      ...(stolen !== undefined && { stolen }),
    };
    stretched = Math.max(stretched, stretchFor(seen));
    return { ...seen, stretch: stretched };
  }
  return { figures, stretch: () => figures().stretch, stop: () => void histogram.disable() };
}

interface ProcessorTimes {
  readonly all: number;
  readonly stolen: number;
}

/** proc(5), /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; what guests got is in the first two. */
export function readProcessorTimes(text: string): ProcessorTimes | undefined {
  const line = /^cpu +([\d ]+)$/m.exec(text)?.[1];
  const times = line?.trim().split(/ +/).slice(0, 8).map(Number);
  if (times === undefined || times.length < 8) return undefined;
  return { all: times.reduce((sum, time) => sum + time, 0), stolen: times[7] ?? 0 };
}

function processorTimes(): ProcessorTimes | undefined {
  try {
    return process.platform === "linux" ? readProcessorTimes(readFileSync("/proc/stat", "utf8")) : undefined;
  } catch {
    return undefined; // a container may hide it
  }
}

function share(before: ProcessorTimes | undefined, after: ProcessorTimes | undefined): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const all = after.all - before.all;
  return all <= 0 ? 0 : (after.stolen - before.stolen) / all;
}
