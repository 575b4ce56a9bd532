// `npm start -- --keep --inspect FUNCTION`: a debugger attaches to the workers of a function.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LambdaClient, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { serve } from "../../cli/loopback-server";
import type { FunctionEntry } from "../../components/functions";
import { functionNamed } from "../../ops/stack/outputs";
import type { RunningStack } from "../run/context";
import { connectService } from "../service/connection";
import { createSwapper } from "../watch/swap";
import { debugCode } from "./debug-code";

/** Node's own port for debuggers, which they expect. */
const USUAL_PORT = 9_229;
/** The longest that a function may run (Lambda Developer Guide, "Configure Lambda function timeout"): a person thinks longer than a timeout. */
const LONGEST_SECONDS = 900;

/** Prepares a function of a running stack for a debugger. @returns what to tell the person */
export async function startInspecting(
  { target, outputs, emulatorLog }: Pick<RunningStack, "target" | "outputs" | "emulatorLog">,
  entry: FunctionEntry,
): Promise<string> {
  if (emulatorLog === undefined) throw new Error("only workers of the emulator that the run starts can be inspected");
  const functionName = functionNamed(entry, outputs);
  const port = await freePort();
  const folder = join(dirname(emulatorLog), "inspect");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "wanted.json"), JSON.stringify({ functionName, port }));
  const { config, destroy } = connectService(target);
  const lambda = new LambdaClient(config);
  try {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: functionName, Timeout: LONGEST_SECONDS }));
    await createSwapper(lambda).swap(functionName, await debugCode(entry));
  } finally {
    destroy();
  }
  return `Debugger: attach to 127.0.0.1:${port}. It opens with the first call of ${functionName}, which may take ${LONGEST_SECONDS} s from now on.`;
}

/** The usual port, or another that is free. */
async function freePort(): Promise<number> {
  const { port, close } = await serve(() => undefined, { port: USUAL_PORT });
  await close();
  return port;
}
