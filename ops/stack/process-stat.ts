import { readdirSync, readFileSync } from "node:fs";

/** Fields of /proc/PID/stat from the third, the state, on: the name before may hold anything. Linux only; proc(5). @throws {Error} there is no such process */
export function processStat(pid: number | string): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Numbers of all processes. Linux only. */
export function allProcesses(): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}
