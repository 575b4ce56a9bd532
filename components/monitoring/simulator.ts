import type * as pulumi from "@pulumi/pulumi";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";

/** A function that fails or is slow on purpose, to test the monitoring. */
export function simulatorFunction(args: FunctionSharedArgs, parent: pulumi.Resource): LambdaFunction {
  const { config } = args.stack;
  return new LambdaFunction(
    "monitoring-simulator",
    {
      ...args,
      entry: "monitoring/simulator",
      description: "Fails and dawdles on purpose, as a seed says",
      environment: {
        SIMULATOR_SEED: config.simulatorSeed,
        SIMULATOR_ERROR_RATE_PERCENT: String(config.simulatorErrorRatePercent),
        SIMULATOR_LATENCY_MEDIAN_MS: String(config.simulatorLatencyMedianMs),
        SIMULATOR_LATENCY_P99_MS: String(config.simulatorLatencyP99Ms),
      },
      grants: [],
    },
    { parent },
  );
}
