// node scripts/run.mjs local/bench/deploy-once.ts FILE: deploys the program to an emulator of its own, says how long that took, and writes the
// SDK calls that it made into the file, for replay-once.ts.
import { writeFileSync } from "node:fs";
import { serialize } from "node:v8";
import { type RecordedCall, recording } from "./calls/record";
import { startLocalStack } from "./local-stack";

async function main(file: string): Promise<void> {
  const calls: RecordedCall[] = [];
  const stack = await startLocalStack({ wrapClients: (clients) => recording(clients, calls) });
  await stack.stop();
  writeFileSync(file, serialize({ endpoint: stack.target.endpoint, calls }));
  const { seconds, loadSeconds, resources } = stack.deployment;
  console.log(JSON.stringify({ seconds, loadSeconds, resources }));
}

main(process.argv[2] ?? "").then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
