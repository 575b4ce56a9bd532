import { measureApiRates } from "./api-rates";
import { deployBare } from "./bare-stack";
import { startLocalStack } from "./local-stack";
import { measureQueueRates } from "./queue-rates";
import type { Figure } from "./statistics";

/** Rates of the deployed program and of bare handlers on the same emulator. */
export async function measureRates(rounds: number): Promise<readonly Figure[]> {
  const stack = await startLocalStack();
  try {
    const bare = await deployBare(stack.aws, stack.place);
    return [...(await measureApiRates(stack, bare, rounds)), ...(await measureQueueRates(stack, bare, rounds))];
  } finally {
    await stack.stop();
  }
}
