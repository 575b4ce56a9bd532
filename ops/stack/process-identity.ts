import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { processStat } from "./process-stat";

/**
 * The process's start time, as a string that distinguishes it from any later process with the same pid.
 *
 * @returns undefined when there is no such process, or it has ended and its parent has not collected it yet
 */
export function identityOf(pid: number): string | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** proc(5): state and start time (clock ticks since boot) are fields 3 and 22. */
function fromProc(pid: number): string | undefined {
  try {
    const fields = processStat(pid);
    const [state, started] = [fields[0], fields[19]];
    if (state === "Z" || state === "X" || started === undefined) return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${started}`;
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}
