import type { LogicalName } from "./naming";
import { type FunctionEntry, isPipelineName, pipelineNames, pipelines } from "./pipelines";

export type { FunctionEntry };

/** Entries of all functions of the program: `functions/<entry>/index.ts` is bundled for each of them. */
export const functionEntries: readonly FunctionEntry[] = pipelineNames
  .flatMap((pipeline) => pipelines[pipeline].functions.map((name) => `${pipeline}/${name}`))
  .filter(isFunctionEntry);

function isFunctionEntry(text: string): text is FunctionEntry {
  const [pipeline = "", name] = text.split("/");
  return isPipelineName(pipeline) && pipelines[pipeline].functions.some((each) => each === name);
}

/** Name of a function without its environment: `orders-create` of `orders/create`. */
export function functionLogicalName(entry: FunctionEntry): LogicalName {
  // By its type an entry begins with a pipeline.
  return entry.replace("/", "-") as LogicalName;
}

/** Entry whose versions are rolled out step by step. The simulator fails on purpose, which would take back every version. */
export type RolledOutEntry = Exclude<FunctionEntry, "monitoring/simulator">;

/** Entries of all functions that are rolled out. */
export const rolledOutEntries = functionEntries.filter(
  (entry): entry is RolledOutEntry => entry !== "monitoring/simulator",
);

/** Alias that every invoker uses, so that a new version can be rolled out step by step. */
export const ALIAS = "live";
