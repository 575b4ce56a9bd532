// A process that starts the emulator and then ends in the given way, or waits to be killed.
// It prints one line of JSON once the emulator answers. Run by the tests of the emulator's life.
import { startEmulator } from "../../../local/emulator/start";

const [ending] = process.argv.slice(2);

async function main(): Promise<void> {
  const emulator = await startEmulator({ signal: new AbortController().signal });
  const { pid, endpoint, logFile } = emulator;
  await new Promise((done) => process.stdout.write(`${JSON.stringify({ pid, endpoint, logFile })}\n`, done));
  if (ending === "exit") process.exit(0);
  if (ending === "throw") throw new Error("uncaught, on purpose");
  await emulator.exited;
}

void main();
