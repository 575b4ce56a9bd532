import { execFileSync } from "node:child_process";
import { allProcesses, processStat } from "../../ops/stack/process-stat";

/**
 * Process numbers of the living members of a process group; those that have ended and only wait to be collected are
 * not counted.
 */
export function membersOf(group: number): readonly number[] {
  return process.platform === "linux" ? fromProc(group) : fromPs(group);
}

/** proc(5): state, parent and group are fields 3 to 5. */
function fromProc(group: number): number[] {
  return allProcesses()
    .filter((name) => {
      try {
        const [state, , pgrp] = processStat(name);
        return Number(pgrp) === group && state !== "Z" && state !== "X";
      } catch {
        return false; // it ended during the check
      }
    })
    .map(Number);
}

function fromPs(group: number): number[] {
  const text = execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat="], { encoding: "utf8" });
  return text.split("\n").flatMap((line) => {
    const [pid, pgid, stat = ""] = line.trim().split(/\s+/);
    return Number(pgid) === group && !stat.startsWith("Z") ? [Number(pid)] : [];
  });
}
