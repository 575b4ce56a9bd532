// node scripts/run.mjs local/bench/deploy-once.ts: deploys the program to an emulator of its own and says how long that took.
import { startLocalStack } from "./local-stack";

async function main(): Promise<void> {
  const stack = await startLocalStack();
  await stack.stop();
  const { seconds, loadSeconds, resources } = stack.deployment;
  console.log(JSON.stringify({ seconds, loadSeconds, resources }));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
