import * as z from "zod";
import { PermanentError } from "../../shared/errors";
import { issuesText } from "../../shared/issues";
import { count, fields, token } from "../../shared/redaction/kept";
import { type FunctionHandler, type Runtime, withErrorLog } from "../../shared/runtime";
import { outcomeOf, type Workload } from "../domain/outcome";

/** One simulated call: its number decides whether it fails. */
export const simulatedCall = z.object({
  sequence: z.int().min(0),
  correlationId: z.string().optional(),
});

/** It contains no personal data. */
const keptCall = fields({ sequence: count, correlationId: token });

export type SimulatedCall = z.infer<typeof simulatedCall>;

/** Response of a call that does not fail. */
export interface SimulatedAnswer {
  readonly sequence: number;
  readonly latencyMs: number;
}

export interface SimulatorDependencies {
  readonly runtime: Runtime;
  readonly workload: Workload;
  /** Waits for some milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** The failure that a call was chosen for. */
export class SimulatedError extends Error {
  override readonly name = "SimulatedError";
}

/** Fails and is slow as the seed determines, with the same wrapper as every function, so that the monitoring must detect it. */
export function createHandler(deps: SimulatorDependencies): FunctionHandler<SimulatedCall, SimulatedAnswer> {
  const { runtime, workload, wait } = deps;
  return withErrorLog(
    runtime,
    async (event) => {
      const checked = simulatedCall.safeParse(event);
      if (!checked.success) throw new PermanentError("INVALID_MESSAGE", issuesText(checked.error));
      const { sequence, correlationId } = checked.data;
      const { fails, latencyMs } = outcomeOf(workload, sequence);
      await wait(latencyMs);
      runtime.logger.info("call simulated", { correlationId, sequence, latencyMs, fails });
      if (fails) throw new SimulatedError(`call ${sequence} fails on purpose`);
      return { sequence, latencyMs };
    },
    { kept: keptCall, correlationIdOf: (event) => event?.correlationId },
  );
}
