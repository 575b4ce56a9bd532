// 10,000 simulated calls, and the error log's own failure, on a running stack.
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { type Aws, connect } from "../../../local/run/aws";
import { readOutputs, type StackOutputs } from "../../../local/run/outputs";
import { simulationProblems } from "../../../local/traffic/checks/simulator";
import { readLogs } from "../../../local/traffic/evidence/logs";
import { createRandom } from "../../../local/traffic/random";
import { type Simulation, simulate } from "../../../local/traffic/scenarios/simulations";
import { readIndex } from "../../../ops/stack/index-reader";
import { readStackFile } from "../../../ops/stack/stack-file";
import { type Item, textOf } from "../../../ops/stack/tables";
import { everything } from "../../support/everything";
import { killStartedRuns, makeRunFolders, type RunFolders, type StartedRun, startRun } from "../run/started-run";

/** Calls, and how many of them fail: what the seed `backoffice` says of the numbers from 0 at 7 %. */
const [calls, failing] = everything ? [10_000, 683] : [1_000, 69];

describe("the monitoring of a running stack", () => {
  let folders: RunFolders;
  let run: StartedRun;
  let aws: Aws;
  let outputs: StackOutputs;

  beforeEach(async () => {
    folders = makeRunFolders();
    run = startRun(folders, ["--keep", "--no-traffic"]);
    await run.printed("Press Ctrl-C to stop it");
    const stack = readStackFile(folders.folder);
    aws = connect(stack);
    outputs = readOutputs(stack.outputs);
  });

  afterEach(() => {
    aws?.destroy();
    killStartedRuns();
    folders.remove();
  });

  function simulatorName(): string {
    const { simulatorFunctionName } = outputs.monitoring;
    if (simulatorFunctionName === undefined) throw new Error("there is no simulator in this stack");
    return simulatorFunctionName;
  }

  function call(count: number, seed: number): Promise<readonly Simulation[]> {
    const { signal } = new AbortController();
    const sequences = Array.from({ length: count }, (_, index) => index);
    return simulate({
      lambda: aws.lambda,
      functionName: simulatorName(),
      sequences,
      random: createRandom(seed),
      signal,
    });
  }

  function entries(range?: { readonly key: string; readonly from: string; readonly to: string }) {
    return readIndex(aws.dynamo, {
      tableName: outputs.monitoring.errorTableName,
      indexName: "FunctionNameIndex",
      key: "functionName",
      shards: outputs.stack.indexShards,
      value: simulatorName(),
      ...(range !== undefined && { range }),
    });
  }

  it(`holds each error of ${calls} simulated calls exactly once, at the seeded rate, and finds them by time`, async () => {
    const simulated = await call(calls, 1);

    const items: readonly Item[] = await entries();
    const failures = simulated.filter(({ failed }) => failed).length;
    expect(simulationProblems(simulated, items)).to.deep.equal([]);
    expect(items).to.have.length(failures);
    expect(failures).to.equal(failing);
    const times = items.map((item) => textOf(item, "timestamp")).sort();
    const [from = "", to = ""] = [times[10], times[49]];
    const found = await entries({ key: "timestamp", from, to });
    expect(found.map((item) => textOf(item, "timestamp"))).to.deep.equal(
      times.filter((time) => time >= from && time <= to).reverse(),
    );
  });

  it("lets original errors surface when the error log is gone, and keeps each entry as a line in the function's log", async () => {
    await aws.dynamo.send(new DeleteTableCommand({ TableName: outputs.monitoring.errorTableName }));

    const simulated = await call(20, 2);

    const failed = simulated.filter(({ mustFail }) => mustFail);
    expect(failed.map(({ sequence }) => sequence)).to.deep.equal([0, 15, 17]);
    for (const { sequence, failed: surfaced, error } of simulated) {
      if (failed.some((each) => each.sequence === sequence))
        expect(error).to.contain(`call ${sequence} fails on purpose`);
      else expect(surfaced).to.equal(false);
    }
    const lines = (await readLogs(aws, [simulatorName()])).filter(
      ({ json }) => json?.message === "error log unavailable",
    );
    const kept = lines.map(({ json }) => json ?? {});
    expect(kept.map(({ correlationId }) => correlationId)).to.have.members(failed.map((each) => each.correlationId));
    for (const line of kept) {
      expect(line).to.include({ level: "ERROR", environment: "local", service: "monitoring" });
      expect(line.cause).to.match(/^ResourceNotFoundException: /);
      const entry = line.entry as Record<string, unknown>;
      const { sequence } = JSON.parse(String(entry.event)) as { sequence: number };
      expect(entry).to.include({
        functionName: simulatorName(),
        errorName: "SimulatedError",
        errorMessage: `call ${sequence} fails on purpose`,
        correlationId: line.correlationId,
      });
      expect(entry.stack).to.match(/^SimulatedError: call \d+ fails on purpose\n/);
    }
  });
});
