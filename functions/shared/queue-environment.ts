import type * as z from "zod";
import type { Backoff } from "./backoff";
import { integerVariable, urlVariable } from "./env";

/** Variables of every function that reads a queue: `commonEnvironment.extend({ ...queueVariables, ... })`. */
export const queueVariables = {
  QUEUE_URL: urlVariable(),
  DEAD_LETTER_QUEUE_URL: urlVariable(),
  /** Receives before a message becomes a dead letter. */
  MAX_RECEIVE_COUNT: integerVariable(1, 1000),
  BACKOFF_BASE_SECONDS: integerVariable(1, 43_200),
  BACKOFF_MAX_SECONDS: integerVariable(1, 43_200),
} satisfies z.ZodRawShape;

/** How long to wait between tries, and how often to try. */
export function backoffOf(env: z.infer<z.ZodObject<typeof queueVariables>>): Backoff {
  return {
    baseSeconds: env.BACKOFF_BASE_SECONDS,
    maxSeconds: env.BACKOFF_MAX_SECONDS,
    maxProcessingAttempts: env.MAX_RECEIVE_COUNT,
  };
}
