import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runFolder } from "../../ops/stack/folder";
import type { CheckResult } from "../report/model";
import type { RunContext, RunningStack } from "./context";
import { membersOf } from "./process-group";
import { runSteps } from "./steps";

const limitMs = 8_000;
const goneMs = 1_000;

/** Stops everything, then looks whether anything is left (L4). */
export async function stopAndLook(
  stack: RunningStack,
  { teardown }: Pick<RunContext, "teardown">,
): Promise<CheckResult[]> {
  const left: string[] = [];
  const began = performance.now();
  await runSteps([
    {
      title: "Stop",
      async run() {
        left.push(...(await teardown.run(limitMs)));
        if (existsSync(join(runFolder, "stack.json"))) left.push(".local/stack.json is still there");
        if (existsSync(join(runFolder, "run.lock"))) left.push(".local/run.lock is still there");
        if (stack.emulatorPid !== undefined && !(await isGone(stack.emulatorPid)))
          left.push("a process of the emulator is still there");
        return left.length === 0 ? "nothing is left" : { failed: left.join("; ") };
      },
    },
  ]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const ok = left.length === 0;
  const detail = ok
    ? `stopped in ${seconds} s; no process of the emulator, no .local/stack.json and no lock is left`
    : `after the stop: ${left.join("; ")}`;
  return [{ id: "L4", ok, detail }];
}

/** True when no member of the group is left; the system may take a moment to end what was killed. */
async function isGone(group: number): Promise<boolean> {
  for (const deadline = performance.now() + goneMs; membersOf(group).length > 0; await delay(20)) {
    if (performance.now() > deadline) return false;
  }
  return true;
}
