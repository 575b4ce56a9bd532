import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { randomCredentials } from "../../ops/stack/local-credentials";
import { type Emulator, type StartOptions, startEmulator } from "../emulator/start";
import type { RunContext } from "./context";
import { orAborted } from "./interrupts";
import type { AwsTarget } from "./target";

/**
 * Milliseconds that the emulator may take to exit. It waits for calls in progress, and a run must end within 2 seconds.
 */
const graceMs = 700;

/**
 * Starts the bundled emulator and ties its life to the run's: the run's end stops it, and its unexpected end stops
 * the run.
 *
 * @param how.variables for the functions' processes
 */
export async function startBundled(
  { controller, teardown }: RunContext,
  how: Pick<StartOptions, "variables">,
  onStep: (text: string) => void,
): Promise<{ readonly target: AwsTarget; readonly pid: number; readonly logFile: string }> {
  const { signal } = controller;
  const starting = startEmulator({ signal, ...how, onStep, credentials: randomCredentials() });
  let running: Emulator | undefined;
  let folder: string | undefined; // longer than the process: taking it away can outlast the run's time limit
  const kill = () => {
    if (running !== undefined) killGroup(running.pid);
  };
  // Registered before the start, so that an interrupted start is cleaned up, and one that ended before the interrupt is stopped.
  teardown.add(
    "the emulator",
    async () => {
      const started = await starting.catch(() => undefined);
      if (started === undefined) return;
      const timer = setTimeout(kill, graceMs);
      await started.stop();
      clearTimeout(timer);
    },
    () => {
      kill();
      // Retried, because a process that was just killed may still have written a file.
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  );
  const emulator = await orAborted(starting, signal);
  running = emulator;
  folder = dirname(emulator.logFile);
  void emulator.exited.then(({ error }) => {
    running = undefined; // its process number may be reused from now on
    if (error !== undefined) controller.abort(error);
  });
  const { endpoint, region, accountId, credentials, pid, logFile } = emulator;
  return { target: { endpoint, region, accountId, credentials, bundled: true, inspectable: true }, pid, logFile };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in this moment.
  }
}
