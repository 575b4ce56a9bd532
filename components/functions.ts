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

/** Alias that every invoker uses, so that a new version can be rolled out step by step. */
export const ALIAS = "live";
