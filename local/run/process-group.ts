import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * Process numbers of the living members of a process group; those that have ended and only wait to be collected are
 * not counted.
 */
export function membersOf(group: number): readonly number[] {
  return process.platform === "linux" ? fromProc(group) : fromPs(group);
}

/** proc(5): after the name, which may hold anything, come state, parent and group. */
function fromProc(group: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [state, , pgrp] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
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
