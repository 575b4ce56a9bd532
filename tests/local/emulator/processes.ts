import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Process ids of a group's members that still run. Those that have ended and wait to be collected do not count. */
export function membersOf(group: number): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // "pid (command) state parent group ...": the command may hold spaces and brackets.
      const [state, , pgrp] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return Number(pgrp) === group && state !== "Z" ? [Number(name)] : [];
    } catch {
      return []; // it ended while being looked at
    }
  });
}

/**
 * Waits until a condition holds, looking every few milliseconds.
 *
 * @throws {Error} naming the condition when it does not within the bound
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>, boundMs = 60_000): Promise<void> {
  const deadline = performance.now() + boundMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${boundMs} ms: ${what}`);
    await delay(5);
  }
}
