import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { randomCredentials } from "../../ops/stack/local-credentials";
import { accountId, type Emulator, type StartOptions, startEmulator } from "../emulator/start";
import type { RunContext } from "./context";
import { orAborted } from "./interrupts";
import { type AwsTarget, defaultRegion } from "./target";

/**
 * Milliseconds that the emulator may take to exit. It waits for calls in progress, and a run must end within 2 seconds.
 */
const graceMs = 700;

/** The bundled emulator as it will be, behind a proxy, with credentials of its own. @param endpoint of the proxy */
export function bundledTarget(endpoint: string): AwsTarget {
  const credentials = randomCredentials();
  return { endpoint, region: defaultRegion, accountId, credentials, bundled: true, inspectable: true };
}

/**
 * Starts the bundled emulator and ties its life to the run's: the run's end stops it, and its unexpected end stops
 * the run.
 *
 * @param how.variables for the functions' processes
 * @param how.credentials of its root user
 */
export async function startBundled(
  { controller, teardown }: RunContext,
  how: Pick<StartOptions, "variables" | "credentials" | "onSpawned">,
  onStep: (text: string) => void,
): Promise<Pick<Emulator, "endpoint" | "pid" | "logFile">> {
  const { signal } = controller;
  const starting = startEmulator({ signal, ...how, onStep });
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
  const { endpoint, pid, logFile } = emulator;
  return { endpoint, pid, logFile };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in this moment.
  }
}
