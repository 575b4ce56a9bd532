// node scripts/run.mjs local/bench/replay-once.ts FILE: makes the SDK calls that deploy-once.ts has recorded on an emulator of its own, and says
// how long its start and the calls took.
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { createClients } from "../deploy/clients";
import { startEmulator } from "../emulator/start";
import type { RecordedCall } from "./calls/record";
import { replay } from "./calls/replay";

async function main(file: string): Promise<void> {
  const recorded: { readonly endpoint: string; readonly calls: readonly RecordedCall[] } = deserialize(
    readFileSync(file),
  );
  const began = performance.now();
  const emulator = await startEmulator({ signal: new AbortController().signal });
  const emulatorMs = performance.now() - began;
  try {
    const clients = createClients(emulator.endpoint, emulator.region);
    const callsMs = await replay(recorded.calls, clients, new Map([[recorded.endpoint, emulator.endpoint]]));
    clients.destroy();
    console.log(JSON.stringify({ emulatorMs, callsMs, calls: recorded.calls.length }));
  } finally {
    await emulator.stop();
  }
}

main(process.argv[2] ?? "").then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
