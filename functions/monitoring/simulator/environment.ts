import * as z from "zod";
import { commonEnvironment, integerVariable, textVariable } from "../../shared/env";
import type { Workload } from "../domain/outcome";

/** Variables of the simulator. */
export const simulatorEnvironment = commonEnvironment.extend({
  SIMULATOR_SEED: textVariable(),
  /** Percent of the calls that fail. */
  SIMULATOR_ERROR_RATE_PERCENT: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,6})?$/, "must be a number between 0 and 100")
    .transform(Number)
    .refine((value) => value <= 100, "must be a number between 0 and 100"),
  SIMULATOR_LATENCY_MEDIAN_MS: integerVariable(1, 10_000),
  SIMULATOR_LATENCY_P99_MS: integerVariable(1, 10_000),
});

/** The workload that the variables describe. */
export function workloadOf(env: z.infer<typeof simulatorEnvironment>): Workload {
  return {
    seed: env.SIMULATOR_SEED,
    errorRatePercent: env.SIMULATOR_ERROR_RATE_PERCENT,
    latencyMedianMs: env.SIMULATOR_LATENCY_MEDIAN_MS,
    latencyP99Ms: env.SIMULATOR_LATENCY_P99_MS,
  };
}
