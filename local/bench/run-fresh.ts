import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";

const resultSchema = z.object({ total: z.number(), result: z.unknown().optional() });

/** The part of an API response that says whether the call succeeded; other functions return something else. */
const answerSchema = z.object({ statusCode: z.int() });
const batchSchema = z.object({ batchItemFailures: z.array(z.unknown()) });

/**
 * Loads and calls a bundle once in a process of its own.
 *
 * @returns milliseconds from before the load to after the response
 * @throws the function failed: a rejected call is fast and would make the figure look too good
 */
export async function runFresh(bundle: string, event: string, env: Readonly<Record<string, string>>): Promise<number> {
  const { stderr } = await promisify(execFile)(process.execPath, ["local/bench/cold-start.cjs", bundle, event], {
    cwd: projectRoot,
    env,
  });
  const { total, result } = resultSchema.parse(JSON.parse(stderr));
  const answer = answerSchema.safeParse(result);
  const batch = batchSchema.safeParse(result);
  if ((answer.success && answer.data.statusCode >= 300) || (batch.success && batch.data.batchItemFailures.length > 0)) {
    throw new Error(`${bundle} did not do its work: ${JSON.stringify(result)}`);
  }
  return total;
}
