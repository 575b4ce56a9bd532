import { GetFunctionConfigurationCommand, InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { outcomeOf, type Workload } from "../../../functions/monitoring/domain/outcome";
import { inParallel } from "../poll";
import type { Random } from "../random";

/** One call of the simulator and its outcome. */
export interface Simulation {
  readonly sequence: number;
  readonly correlationId: string;
  /** What the seed says. */
  readonly mustFail: boolean;
  readonly failed: boolean;
  /** Text of the error that surfaced; empty when none did. */
  readonly error: string;
}

export interface SimulateOptions {
  readonly lambda: LambdaClient;
  readonly functionName: string;
  /** Numbers of the calls: the seed says of each whether it fails. */
  readonly sequences: readonly number[];
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Called after each call. @default nothing */
  readonly onCall?: (done: number) => void;
}

/** Worker processes of one function: as many as there are cores, and their start-up after each failure. */
const width = 4;

/** Calls the simulator, with numbers that the seed lets fail and others. */
export async function simulate(options: SimulateOptions): Promise<readonly Simulation[]> {
  const { lambda, functionName, sequences, random, signal } = options;
  const workload = await workloadOf(lambda, functionName);
  const calls = sequences.map((sequence) => ({ sequence, correlationId: random.uuid() }));
  let done = 0;
  return inParallel(calls, width, async (call) => {
    signal.throwIfAborted();
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Qualifier: "live", Payload: JSON.stringify(call) }),
    );
    done += 1;
    options.onCall?.(done);
    return {
      ...call,
      mustFail: outcomeOf(workload, call.sequence).fails,
      failed: FunctionError !== undefined,
      error: FunctionError === undefined ? "" : (Payload?.transformToString() ?? ""),
    };
  });
}

/** Environment of the deployed function, so that these values are in the stack's settings only. */
export async function workloadOf(lambda: LambdaClient, functionName: string): Promise<Workload> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const variable = (name: string) => {
    const value = Environment?.Variables?.[name];
    if (value === undefined) throw new Error(`the function ${functionName} has no variable ${name}`);
    return value;
  };
  return {
    seed: variable("SIMULATOR_SEED"),
    errorRatePercent: Number(variable("SIMULATOR_ERROR_RATE_PERCENT")),
    latencyMedianMs: Number(variable("SIMULATOR_LATENCY_MEDIAN_MS")),
    latencyP99Ms: Number(variable("SIMULATOR_LATENCY_P99_MS")),
  };
}
