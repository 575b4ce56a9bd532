import { readFileSync } from "node:fs";
import { membersOf } from "../run/process-group";
import type { Random } from "../traffic/random";

/**
 * Kills one of the emulator's workers, a process that runs a function, without warning. Linux only: proc(5), /proc/PID/environ.
 *
 * @param group process group of the emulator that this run started; processes outside it are never touched
 * @returns the function's name; undefined when there was no worker
 */
export function killWorker(group: number, random: Random): string | undefined {
  const workers = membersOf(group).flatMap((pid) => {
    const name = functionOf(pid);
    return name === undefined ? [] : [{ pid, name }];
  });
  const [first, ...others] = workers;
  if (first === undefined) return undefined;
  const { pid, name } = random.pick([first, ...others]);
  try {
    process.kill(pid, "SIGKILL");
    return name;
  } catch {
    return undefined; // it has ended already
  }
}

function functionOf(pid: number): string | undefined {
  try {
    return /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, "utf8"))?.[1];
  } catch {
    return undefined; // it ended during the check
  }
}
