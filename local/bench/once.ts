import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";

const limitMs = 120_000;

/**
 * Runs one measurement in a process of its own.
 *
 * @param args of node
 * @param schema of the JSON that it prints
 * @param variables more variables of its environment
 * @throws {Error} it failed, or took two minutes
 */
export async function runOnce<T>(
  args: readonly string[],
  schema: z.ZodType<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [...args], {
    cwd: projectRoot,
    env: { ...ownEnvironment(), ...variables },
    timeout: limitMs,
  });
  return schema.parse(JSON.parse(stdout));
}

/** The environment without the settings for another emulator, which is not what is measured. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _foreign, ...rest } = process.env;
  return rest;
}
