import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { controlSchema } from "./control-address";
import { draftOf, runFolder, writeWhole } from "./folder";
import { runningProcess } from "./lock";
import { NotRunningError } from "./run-errors";

/** `.local/stack.json`: facts about a running stack for other programs. Users' scripts rely on its format. */
export const stackSchema = z.strictObject({
  /** AWS endpoint, such as `http://127.0.0.1:41234`. */
  endpoint: z.url(),
  /** Of the fake of CodeDeploy, which the emulator does not have; absent where nothing is rolled out step by step. */
  codeDeployEndpoint: z.url().optional(),
  /** Takes orders of the commands that work on a local run only; absent with another emulator. */
  control: controlSchema.optional(),
  region: z.string(),
  accountId: z.string(),
  /** Of the account's administrator: they allow everything. */
  credentials: z.strictObject({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  environmentSuffix: z.string(),
  /** The local OIDC issuer; its token endpoint is `/token` below it. */
  issuer: z.url(),
  /** The secret that its token endpoint requires; absent without a token endpoint. */
  tokenSecret: z.string().optional(),
  /** Outputs of `index.ts`, grouped by pipeline. */
  outputs: z.record(z.string(), z.unknown()),
  /** The web console; its address carries the run's token. Absent without `--keep`. */
  console: z.strictObject({ url: z.url() }).optional(),
});

export type Stack = z.infer<typeof stackSchema>;

const fileOf = (folder: string) => join(folder, "stack.json");

/** Writes the file whole or not at all; readable by this user only. */
export function writeStackFile(stack: Stack, folder = runFolder): void {
  writeWhole(fileOf(folder), `${JSON.stringify(stackSchema.parse(stack), null, 2)}\n`, 0o600);
}

/**
 * Removes the file; synchronous, so that it can be the last action of a process.
 *
 * @returns true when there was one
 */
export function removeStackFile(folder = runFolder): boolean {
  const existed = existsSync(fileOf(folder));
  rmSync(fileOf(folder), { force: true });
  rmSync(draftOf(fileOf(folder)), { force: true });
  return existed;
}

/**
 * Reads the file of a running stack.
 *
 * @throws {NotRunningError} there is no file, or its run is gone
 */
export function readStackFile(folder = runFolder): Stack {
  let text: string;
  try {
    text = readFileSync(fileOf(folder), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const starting = runningProcess(folder);
    throw new NotRunningError(
      starting === undefined ? "no local stack is running" : `the local run (process ${starting}) is not up yet`,
    );
  }
  if (runningProcess(folder) === undefined) {
    throw new NotRunningError("the local stack is gone: .local/stack.json was left by a run that was killed");
  }
  return stackSchema.parse(JSON.parse(text));
}
