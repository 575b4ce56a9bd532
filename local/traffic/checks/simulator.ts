import { readIndex } from "../../../ops/stack/index-reader";
import { type Item, textOf } from "../../../ops/stack/tables";
import type { Simulation } from "../scenarios/simulations";
import type { Check } from "./check";
import { verdict } from "./check";

/**
 * Compares what the simulator threw with what the error log holds: every failure once, nothing else, and just those that the seed says.
 *
 * @param items the simulator's entries
 */
export function simulationProblems(simulated: readonly Simulation[], items: readonly Item[]): string[] {
  const wrong: string[] = [];
  const entries = new Map<string, number>();
  for (const item of items) {
    const id = textOf(item, "correlationId");
    entries.set(id, (entries.get(id) ?? 0) + 1);
    if (textOf(item, "errorName") !== "SimulatedError")
      wrong.push(`the entry ${textOf(item, "errorId")} is of ${textOf(item, "errorName")}`);
  }
  for (const { sequence, correlationId, mustFail, failed, error } of simulated) {
    if (failed !== mustFail) wrong.push(`call ${sequence} ${failed ? "failed" : "passed"} against the seed`);
    if (failed && !error.includes(`call ${sequence} fails on purpose`))
      wrong.push(`call ${sequence} failed with another error than its own`);
    const found = entries.get(correlationId) ?? 0;
    if (found !== (mustFail ? 1 : 0))
      wrong.push(`${found} entries of call ${sequence}, which ${mustFail ? "failed" : "passed"}`);
    entries.delete(correlationId);
  }
  if (entries.size > 0) wrong.push(`${entries.size} entries of calls that nobody made`);
  return wrong;
}

/** Each simulated failure in the error log exactly once, and found by function. */
export const simulatedErrors: Check = {
  pipeline: "monitoring",
  ids: ["M6", "M8"],
  async look({ traffic }) {
    const { simulated } = traffic.journal;
    const { errorTableName: tableName, simulatorFunctionName: value } = traffic.outputs.monitoring;
    if (value === undefined) return { ok: false, detail: "there is no simulator in this stack" };
    const { indexShards: shards } = traffic.outputs.stack;
    const index = { tableName, indexName: "FunctionNameIndex", key: "functionName", value, shards };
    const all = await readIndex(traffic.aws.dynamo, index);
    // Somebody else's emulator may remember an earlier run.
    const mine = traffic.stack.target.bundled
      ? all
      : all.filter((item) => simulated.some(({ correlationId }) => correlationId === textOf(item, "correlationId")));
    const failures = simulated.filter(({ failed }) => failed).length;
    return verdict(
      simulated.length === 0 ? ["the simulator was not called"] : simulationProblems(simulated, mine),
      `${simulated.length} simulated calls, ${failures} failed, just those that the seed says; each is in the error log once`,
    );
  },
};

/** The last errors of a function in a range of time, newest first, from the index. */
export const errorsByTime: Check = {
  pipeline: "monitoring",
  ids: ["M7"],
  async look({ traffic, evidence }) {
    const { functionNames } = traffic.outputs.confirmations;
    const { errorTableName: tableName } = traffic.outputs.monitoring;
    const all = (await evidence.errors())
      .filter((item) => textOf(item, "functionName") === functionNames.sender)
      .map((item) => textOf(item, "timestamp"))
      .sort()
      .reverse();
    const [newest] = all;
    if (newest === undefined) return { ok: false, detail: `${functionNames.sender} has no errors` };
    const middle = all[Math.floor(all.length / 2)] ?? newest;
    const index = {
      tableName,
      indexName: "FunctionNameIndex",
      key: "functionName",
      shards: traffic.outputs.stack.indexShards,
      value: functionNames.sender,
      range: { key: "timestamp", from: middle, to: newest },
    };
    const found = (await readIndex(traffic.aws.dynamo, index)).map((item) => textOf(item, "timestamp"));
    const expected = all.filter((time) => time >= middle);
    return verdict(
      found.join() === expected.join()
        ? []
        : [`${found.length} errors instead of ${expected.length}, or in another order`],
      `${found.length} of ${all.length} errors of ${functionNames.sender} by a range of time, newest first`,
    );
  },
};
