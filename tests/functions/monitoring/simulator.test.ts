import { expect } from "chai";
import { outcomeOf } from "../../../functions/monitoring/domain/outcome";
import { simulatorEnvironment, workloadOf } from "../../../functions/monitoring/simulator/environment";
import { createHandler, type SimulatedCall, SimulatedError } from "../../../functions/monitoring/simulator/handler";
import { EnvironmentError, readEnvironment } from "../../../functions/shared/env";
import { lambdaContext, recordingRuntime, rejectionOf, thrownBy } from "../shared/doubles";

const workload = { seed: "backoffice", errorRatePercent: 7, latencyMedianMs: 80, latencyP99Ms: 400 };

function simulator() {
  const recorded = recordingRuntime();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const handler = createHandler({ runtime: recorded.runtime, workload, wait });
  const call = (event: SimulatedCall) => handler(event, lambdaContext("monitoring-simulator-test"));
  return { call, recorded, waits };
}

const sequences = Array.from({ length: 300 }, (_, sequence) => sequence);
const failing = sequences.filter((sequence) => outcomeOf(workload, sequence).fails);
const passing = sequences.filter((sequence) => !outcomeOf(workload, sequence).fails);

describe("the simulator", () => {
  it("fails exactly where the seed says, and each failure is in the error log once", async () => {
    const { call, recorded } = simulator();

    const results = await Promise.allSettled(sequences.map((sequence) => call({ sequence })));

    const failed = results.flatMap(({ status }, sequence) => (status === "rejected" ? [sequence] : []));
    expect(failed).to.deep.equal(failing);
    const entries = recorded.failures.map(({ event }) => (event as SimulatedCall).sequence);
    expect(entries.sort((a, b) => a - b)).to.deep.equal(failing);
  });

  it("lets its own error surface, with the caller's correlation id in the error log", async () => {
    const { call, recorded } = simulator();
    const sequence = failing[0] ?? -1;

    const error = await rejectionOf(call({ sequence, correlationId: "simulated-call-1" }));

    expect(error).to.be.instanceOf(SimulatedError);
    expect(String(error)).to.equal(`SimulatedError: call ${sequence} fails on purpose`);
    expect(recorded.failures[0]).to.include({ correlationId: "simulated-call-1", error });
    expect(recorded.flushes()).to.equal(1);
  });

  it("dawdles as long as the seed says, and says so", async () => {
    const { call, recorded, waits } = simulator();
    const sequence = passing[0] ?? -1;

    const answer = await call({ sequence });

    const { latencyMs } = outcomeOf(workload, sequence);
    expect(answer).to.deep.equal({ sequence, latencyMs });
    expect(waits).to.deep.equal([latencyMs]);
    expect(recorded.lines.map(({ message, fields }) => [message, fields.sequence])).to.deep.equal([
      ["call simulated", sequence],
    ]);
  });

  for (const event of [{}, { sequence: -1 }, { sequence: 1.5 }, { sequence: "1" }, null]) {
    it(`refuses ${JSON.stringify(event)} before it does anything, and that is in the error log too`, async () => {
      const { call, recorded, waits } = simulator();

      const error = await rejectionOf(call(event as SimulatedCall));

      expect(error).to.have.property("name", "PermanentError");
      expect(recorded.failures).to.have.length(1);
      expect(waits).to.deep.equal([]);
    });
  }
});

describe("the simulator's environment", () => {
  const variables = {
    ENVIRONMENT: "test",
    SERVICE: "monitoring",
    LOG_LEVEL: "INFO",
    ERROR_TABLE_NAME: "monitoring-errors-test",
    ERROR_RETENTION_DAYS: "1",
    SIMULATOR_SEED: "backoffice",
    SIMULATOR_ERROR_RATE_PERCENT: "7.5",
    SIMULATOR_LATENCY_MEDIAN_MS: "80",
    SIMULATOR_LATENCY_P99_MS: "400",
  };

  it("says how often calls fail and how long they take", () => {
    expect(workloadOf(readEnvironment(simulatorEnvironment, variables))).to.deep.equal({
      ...workload,
      errorRatePercent: 7.5,
    });
  });

  for (const rate of ["100.5", "-1", "many", ""]) {
    it(`refuses the error rate '${rate}'`, () => {
      const read = () => readEnvironment(simulatorEnvironment, { ...variables, SIMULATOR_ERROR_RATE_PERCENT: rate });

      const error = thrownBy(read);

      expect(error).to.be.instanceOf(EnvironmentError);
      expect(String(error)).to.include("SIMULATOR_ERROR_RATE_PERCENT: must be a number between 0 and 100");
    });
  }
});
