import { measureApiRates } from "./api-rates";
import { deployBare } from "./bare-stack";
import { startLocalStack } from "./local-stack";
import { measureQueueRates } from "./queue-rates";
import type { Figure } from "./statistics";

/** Number of pairs of rounds for each rate; 0 to skip it. */
export interface RatePairs {
  readonly api: number;
  readonly queue: number;
}

/** Rates of the deployed program and of bare handlers on the same emulator. */
export async function measureRates(pairs: RatePairs): Promise<readonly Figure[]> {
  const stack = await startLocalStack();
  try {
    const bare = await deployBare(stack.aws, stack.target);
    return [
      ...(pairs.api > 0 ? await measureApiRates(stack, bare, pairs.api) : []),
      ...(pairs.queue > 0 ? await measureQueueRates(stack, bare, pairs.queue) : []),
    ];
  } finally {
    await stack.stop();
  }
}
