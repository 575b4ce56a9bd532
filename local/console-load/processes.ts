import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { allProcesses, processStat } from "../../ops/stack/process-stat";

/** Processor time so far, in seconds. */
export interface ProcessorTime {
  /** Of the process alone. */
  readonly own: number;
  /** Of all processes that it has started, and of those that they have, the ended ones included. */
  readonly descendants: number;
}

interface Stat {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

let ticks: number | undefined;

/** proc(5), /proc/PID/stat; undefined when the process has ended. */
function statOf(pid: number | string): Stat | undefined {
  ticks ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  try {
    const fields = processStat(pid).map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (index) => fields[index],
    );
    return { parent, own: (user + system) / ticks, ended: (endedUser + endedSystem) / ticks };
  } catch {
    return undefined;
  }
}

/** Reads it. Linux only. @throws {Error} the process has ended, or this is no Linux */
export function processorTime(pid: number): ProcessorTime {
  const self = statOf(pid);
  if (self === undefined) throw new Error(`process ${pid} cannot be looked at: it has ended, or this is no Linux`);
  const all = new Map(
    allProcesses().flatMap((name) => {
      const stat = statOf(name);
      return stat === undefined ? [] : [[Number(name), stat] as const];
    }),
  );
  const isBelow = (stat: Stat): boolean => {
    const parent = all.get(stat.parent);
    return stat.parent === pid || (parent !== undefined && stat.parent !== 1 && isBelow(parent));
  };
  const below = [...all.values()].filter(isBelow);
  return { own: self.own, descendants: below.reduce((sum, { own, ended }) => sum + own + ended, self.ended) };
}

/** Private memory of a process in MB (10^6 bytes), as Chrome's task manager shows it: proc(5), RssAnon and VmSwap. Linux only. */
export function privateMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = ["RssAnon", "VmSwap"].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]),
  );
  return (kilobytes.reduce((sum, value) => sum + value, 0) * 1024) / 1e6;
}

/** Memory of a process that is not shared with files, at its most so far in MB: proc(5), VmHWM. Linux only. */
export function mostMemory(pid: number): number {
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  return (kilobytes * 1024) / 1e6;
}
